import type { RungArrival } from './scheduler.js';

/** The rewards that stand against each other at a rung; what is no number stands against nothing. */
export function rewardsAtRung({ own, others }: RungArrival): { readonly own: number | null; readonly others: readonly number[] } {
  return {
    own: numberOrNull(own.at(-1)),
    others: others.flatMap((rewards) => numberOrNull(rewards.at(-1)) ?? []),
  };
}

function numberOrNull(reward: number | undefined): number | null {
  return reward === undefined || Number.isNaN(reward) ? null : reward;
}
