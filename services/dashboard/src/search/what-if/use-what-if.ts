import type { Objective } from '@stride/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MeasuredPoints } from './measured-points.js';
import { presentRanks, reRank, type ReRanked } from './re-rank.js';
import { changes, readObjective, SLIDER_KEYS, weighed, withValue, type SliderKey, type Weighed } from './sliders.js';
import { useSettled } from './use-settled.js';

export interface WhatIf {
  /** What the sliders say. */
  readonly objective: Weighed;
  readonly isChanged: boolean;
  /** The best under it, the best first. */
  readonly ranked: readonly ReRanked[];
  setValue(key: SliderKey, value: number): void;
  reset(): void;
}

/** Rows of the table. */
const TOP = 10;
/** A slider moves more often than an address should be written. */
const SETTLES_MS = 250;

type Values = Readonly<Partial<Record<SliderKey, string | null>>>;

/**
 * The sliders, which stand in the address once they rest, and the ranking that they give at once.
 * @param params what the address says; a change from elsewhere, such as the browser's back button, moves the sliders
 */
export function useWhatIf(present: Objective, measured: MeasuredPoints, params: URLSearchParams, write: (values: Values) => void): WhatIf {
  const said = JSON.stringify(SLIDER_KEYS.map((key) => params.get(key)));
  const [objective, setObjective] = useState(() => readObjective(params, present));
  const settled = useSettled(objective, SETTLES_MS);
  const written = useRef(said);

  useEffect(() => {
    if (said === written.current) return;
    written.current = said;
    setObjective(readObjective(params, present));
  }, [said]);

  useEffect(() => {
    const values = Object.fromEntries(SLIDER_KEYS.map((key) => [key, changes(settled, present)[key]?.toString() ?? null]));
    const text = JSON.stringify(SLIDER_KEYS.map((key) => values[key]));
    if (text === written.current || settled !== objective) return;
    written.current = text;
    write(values);
  }, [settled]);

  const ranks = useMemo(() => presentRanks(measured), [measured]);
  const ranked = useMemo(() => reRank(measured, ranks, objective, TOP), [measured, ranks, objective]);
  return {
    objective, ranked,
    isChanged: Object.keys(changes(objective, present)).length > 0,
    setValue: (key, value) => setObjective((before) => withValue(before, key, value)),
    reset: () => setObjective(weighed(present)),
  };
}
