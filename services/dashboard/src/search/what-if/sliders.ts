/** The sliders of each kind of objective: what they set, how far they go, and what a value means in words. Pure. */
import { DEFAULT_OBJECTIVE, type Objective } from '@stride/core';

export const SLIDER_KEYS = ['w', 'v', 'beta', 'target'] as const;
export type SliderKey = (typeof SLIDER_KEYS)[number];

export interface SliderFacts {
  readonly label: string;
  /** What the API takes. */
  readonly limits: readonly [number, number];
  /** What the slider reaches; its number field reaches the limits. */
  readonly reach: readonly [number, number];
  readonly step: number;
  explain(value: number): string;
}

export const SLIDERS: Readonly<Record<SliderKey, SliderFacts>> = {
  w: { label: 'Weight of step time, w', limits: [-2, 0], reach: [-0.5, 0], step: 0.005, explain: (w) => costOfTwice(w, 'the step time') },
  v: { label: 'Weight of parameters, v', limits: [-2, 0], reach: [-0.5, 0], step: 0.005, explain: (v) => costOfTwice(v, 'the parameters') },
  beta: {
    label: 'Weight of the distance to the target, beta', limits: [-10, -0.001], reach: [-1, -0.01], step: 0.01,
    explain: (beta) => `Twice the target's step time costs ${digits(-beta * 100)} points of accuracy.`,
  },
  target: {
    label: "Target, as a multiple of the reference's step time", limits: [0.001, 1000], reach: [0.1, 3], step: 0.05,
    explain: (target) => (target === 1 ? 'Aims at the step time of the reference.' : `Aims at ${digits(target)} times the step time of the reference.`),
  },
};

/** An exponent: a factor of two is worth the same anywhere. */
function costOfTwice(exponent: number, what: string): string {
  if (exponent === 0) return `${what.charAt(0).toUpperCase()}${what.slice(1)} ${what.endsWith('s') ? 'do' : 'does'} not count.`;
  return `Doubling ${what} costs ${digits((1 - 2 ** exponent) * 100)} % of the reward.`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(value < 10 ? 2 : 3)));
}

/** An objective that sliders can change: the pareto one has no weights, and its reward is the joint one with the usual. */
export type Weighed = Exclude<Objective, { kind: 'pareto' }>;

export function weighed(present: Objective): Weighed {
  if (present.kind !== 'pareto') return present;
  return present.caps === undefined ? DEFAULT_OBJECTIVE : { ...DEFAULT_OBJECTIVE, caps: present.caps };
}

export function slidersOf({ kind }: Weighed): readonly SliderKey[] {
  return kind === 'joint' ? ['w', 'v'] : ['beta', 'target'];
}

export function valueOf(objective: Weighed, key: SliderKey): number {
  return (objective as unknown as Readonly<Record<SliderKey, number>>)[key];
}

export function withValue(objective: Weighed, key: SliderKey, value: number): Weighed {
  const [least, most] = SLIDERS[key].limits;
  return { ...objective, [key]: Math.min(most, Math.max(least, value)) };
}

/** What an address says of the sliders; what it says wrongly, or not at all, is as in the search. */
export function readObjective(params: Pick<URLSearchParams, 'get'>, present: Objective): Weighed {
  return slidersOf(weighed(present)).reduce((objective, key) => {
    const text = params.get(key);
    const value = Number(text);
    return text === null || text === '' || !Number.isFinite(value) ? objective : withValue(objective, key, value);
  }, weighed(present));
}

/** What differs from the search's own objective, as it stands in an address and in a request. */
export function changes(objective: Weighed, present: Objective): Partial<Record<SliderKey, number>> {
  const own = weighed(present);
  return Object.fromEntries(slidersOf(own).filter((key) => valueOf(objective, key) !== valueOf(own, key)).map((key) => [key, valueOf(objective, key)]));
}

/** What the API is asked for, all of it said. Caps are the search's where nothing is said of them. */
export function objectiveRequest(objective: Weighed): Record<string, string | number> {
  return { kind: objective.kind, ...Object.fromEntries(slidersOf(objective).map((key) => [key, valueOf(objective, key)])) };
}

/** How to ask for the same without the page. */
export function equivalents(searchId: string, objective: Weighed, origin: string): { readonly cli: string; readonly curl: string } {
  const flags = slidersOf(objective).map((key) => `--${key} ${valueOf(objective, key)}`);
  const body = JSON.stringify({ objective: objectiveRequest(objective) });
  return {
    cli: ['stride rescore', searchId, ...flags].join(' '),
    curl: `curl -s ${origin}/v1/searches/${searchId}/rescore -H 'content-type: application/json' -d '${body}'`,
  };
}
