/** Candidates as lines over their decisions and figures. Pure. */
import type { Effects } from '@stride/core';
import type { SearchDetail } from '@stride/client';
import type { Points } from '../../live/points.js';
import { referenceStepTimesMs } from '../what-if/measured-points.js';
import { choiceName, placeOf } from './decision-words.js';

export interface ParallelAxis {
  readonly id: string;
  readonly name: string;
  /** Names of the choices of a decision; null: an axis of numbers. */
  readonly choices: readonly string[] | null;
  /** Of a candidate by its place in the columns; a decision's is the index of its choice. */
  value(place: number): number;
}

/** Selected intervals by axis. */
export type Intervals = Readonly<Record<string, readonly [number, number]>>;

/** Decisions of no importance are left out where there are more than so many. */
const MOST_DECISIONS = 14;

/** The most important decisions in the order of the network, then the figures. */
export function parallelAxes(points: Points, search: Pick<SearchDetail, 'referenceStepTimes'>, effects: Effects | null): readonly ParallelAxis[] {
  const { columns, decisions, deviceClasses } = points;
  const s0 = referenceStepTimesMs(search, deviceClasses);
  const importance = (index: number) => effects?.decisions[index]?.importance ?? 0;
  const searched = decisions.map(({ path, choices }, index) => ({ path, choices, index })).filter(({ choices }) => choices.length > 1);
  const chosen = new Set(searched.toSorted((a, b) => importance(b.index) - importance(a.index)).slice(0, MOST_DECISIONS).map(({ index }) => index));
  return [
    ...searched.filter(({ index }) => chosen.has(index)).map(({ path, choices, index }): ParallelAxis => ({
      id: path, name: shortName(path), choices: choices.map((choice) => choiceName(placeOf(path).kind, choice)),
      value: (place) => columns.encoding[place]?.[index] ?? Number.NaN,
    })),
    { id: 'params', name: 'Parameters', choices: null, value: (place) => columns.params[place] ?? Number.NaN },
    { id: 'stepTime', name: 'Step, × ref', choices: null, value: (place) => (columns.stepTimeMs[place] ?? Number.NaN) / (s0[columns.deviceClass[place] ?? -1] ?? Number.NaN) },
    { id: 'accuracy', name: 'Accuracy, %', choices: null, value: (place) => (columns.accuracy[place] ?? Number.NaN) * 100 },
    { id: 'reward', name: 'Reward', choices: null, value: (place) => columns.reward[place] ?? Number.NaN },
  ];
}

const SHORT: Readonly<Record<string, string>> = { expansion: 'exp.', kernel: 'kern.', channels: 'chan.', 'squeeze-excite': 'SE' };

/** `s3 exp.`: there is room for so much above an axis. */
function shortName(path: string): string {
  const { part, kind } = placeOf(path);
  return `${part.replace('stage ', 's')} ${SHORT[kind] ?? kind}`;
}

/** Places of completed candidates, the best by reward first. */
export function bestPlaces({ columns }: Points, count: number): readonly number[] {
  const completed = [...columns.id.keys()].filter((place) => columns.status[place] === 'completed' && columns.reward[place] !== null);
  return completed.sort((a, b) => (columns.reward[b] ?? 0) - (columns.reward[a] ?? 0)).slice(0, count);
}

export function within(axes: readonly ParallelAxis[], intervals: Intervals, place: number): boolean {
  return axes.every(({ id, value }) => {
    const interval = intervals[id];
    return interval === undefined || (value(place) >= interval[0] && value(place) <= interval[1]);
  });
}

/** `id:from~to` of each, as it stands in the address. */
export function readIntervals(text: string | null): Intervals {
  const parts = (text ?? '').split(',').flatMap((part) => {
    const [, id, from, to] = /^([^:~,]+):(-?[\d.e+-]+)~(-?[\d.e+-]+)$/.exec(part) ?? [];
    const interval = [Number(from), Number(to)] as const;
    return id === undefined || !interval.every(Number.isFinite) ? [] : [[id, interval] as const];
  });
  return Object.fromEntries(parts);
}

export function writeIntervals(intervals: Intervals): string | null {
  const text = Object.entries(intervals).map(([id, [from, to]]) => `${id}:${Number(from.toPrecision(5))}~${Number(to.toPrecision(5))}`).join();
  return text === '' ? null : text;
}
