/** The rewards of a search in the order in which they came, and the best so far. Pure. */
import type { SearchPoints } from '@stride/contracts';

export interface RewardHistory {
  /** Places in the columns, in the order in which the candidates finished. What follows is in the order of these. */
  readonly places: readonly number[];
  readonly rewards: Float64Array;
  readonly best: Float64Array;
  /** Since the search started. */
  readonly seconds: Float64Array;
}

/**
 * @param counts whether the candidate at a place counts: it completed, and could win
 */
export function rewardHistory(
  { reward, finishedAt, number }: Pick<SearchPoints['columns'], 'reward' | 'finishedAt' | 'number'>,
  startedAt: string | null,
  counts: (place: number) => boolean,
): RewardHistory {
  const ended = (place: number) => finishedAt[place] as number;
  const places = [...reward.keys()]
    .filter((place) => reward[place] !== null && finishedAt[place] !== null && counts(place))
    .sort((a, b) => ended(a) - ended(b) || (number[a] as number) - (number[b] as number));
  const start = startedAt === null ? NaN : Date.parse(startedAt);
  const rewards = Float64Array.from(places, (place) => reward[place] as number);
  let soFar = -Infinity;
  return {
    places, rewards,
    best: rewards.map((value) => (soFar = Math.max(soFar, value))),
    seconds: Float64Array.from(places, (place) => (Number.isNaN(start) ? 0 : Math.max(0, ended(place) - start) / 1000)),
  };
}

/** Where the best rose, and the end: all that a line of steps needs. */
export function improvements({ best }: Pick<RewardHistory, 'best'>): number[] {
  return [...best.keys()].filter((at) => at === 0 || at === best.length - 1 || (best[at] as number) > (best[at - 1] as number));
}
