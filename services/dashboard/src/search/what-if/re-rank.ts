/** The measured candidates under another objective: quick enough for every move of a slider. Pure. */
import { keepsWithin, rewardOf, type Objective } from '@stride/core';
import type { MeasuredPoints } from './measured-points.js';

export interface ReRanked {
  /** In the columns. */
  readonly place: number;
  readonly number: number;
  readonly reward: number;
  readonly presentReward: number;
  /** 1 for the best; under the other objective and under the search's own. */
  readonly rank: number;
  readonly presentRank: number;
  readonly withinCaps: boolean;
}

/** Of each measured candidate its rank under the search's own objective. It changes with results, not with sliders. */
export function presentRanks({ rewards, numbers }: MeasuredPoints): Int32Array {
  const order = Array.from(rewards.keys()).sort((a, b) => before(rewards, numbers, a, b));
  const ranks = new Int32Array(order.length);
  order.forEach((at, index) => {
    ranks[at] = index + 1;
  });
  return ranks;
}

/** The best under another objective, the best first, in the order that core's `rescore` gives all of them. */
export function reRank(measured: MeasuredPoints, ranks: Int32Array, objective: Objective, top: number): ReRanked[] {
  const rewards = Float64Array.from(measured.inputs, (input) => rewardOf(objective, input));
  return bestOf(rewards, measured.numbers, top).map((at, index) => ({
    place: measured.places[at] as number,
    number: measured.numbers[at] as number,
    reward: rewards[at] as number,
    presentReward: measured.rewards[at] as number,
    rank: index + 1,
    presentRank: ranks[at] as number,
    withinCaps: keepsWithin(objective.caps, measured.inputs[at] as MeasuredPoints['inputs'][number]),
  }));
}

/** Insertion into a short list: nearly every candidate is compared with the last of it only. */
function bestOf(rewards: Float64Array, numbers: readonly number[], top: number): number[] {
  const best: number[] = [];
  for (let at = 0; at < rewards.length; at++) {
    if (best.length === top && before(rewards, numbers, best[top - 1] as number, at) < 0) continue;
    const place = best.findIndex((other) => before(rewards, numbers, at, other) < 0);
    best.splice(place < 0 ? best.length : place, 0, at);
    if (best.length > top) best.pop();
  }
  return best;
}

/** Those with the same reward as they were proposed. */
function before(rewards: ArrayLike<number>, numbers: readonly number[], a: number, b: number): number {
  return (rewards[b] as number) - (rewards[a] as number) || (numbers[a] as number) - (numbers[b] as number);
}
