import { kendallTau } from '../statistics/kendall-tau.js';
import { keepsWithin } from './caps.js';
import type { Objective } from './objective.js';
import { rewardOf, type RewardInput } from './reward.js';

/** A measured candidate, and what it is worth under the search's own objective. */
export interface Rescorable {
  readonly number: number;
  readonly reward: number;
  readonly input: RewardInput;
}

export interface Rescored<T extends Rescorable> {
  readonly candidate: T;
  readonly reward: number;
  /** 1 for the best; under the other objective and under the search's own. */
  readonly rank: number;
  readonly presentRank: number;
  readonly withinCaps: boolean;
}

export interface Rescoring<T extends Rescorable> {
  /** The best first. */
  readonly ranked: readonly Rescored<T>[];
  readonly withinCaps: number;
  /** How far the two objectives rank the candidates alike; null where there is nothing to say. */
  readonly kendallTau: number | null;
}

/** The candidates in the order that another objective gives them; those with the same reward as they were proposed. */
export function rescore<T extends Rescorable>(candidates: readonly T[], objective: Objective): Rescoring<T> {
  const presentRanks = ranksOf(candidates.map(({ number, reward }) => ({ number, reward })));
  const scored = candidates.map((candidate) => ({
    candidate, number: candidate.number, reward: rewardOf(objective, candidate.input), withinCaps: keepsWithin(objective.caps, candidate.input),
  }));
  const ranks = ranksOf(scored);
  const ranked = scored
    .map(({ number, ...entry }): Rescored<T> => ({ ...entry, rank: ranks.get(number) as number, presentRank: presentRanks.get(number) as number }))
    .sort((a, b) => a.rank - b.rank);
  return {
    ranked, withinCaps: ranked.filter((entry) => entry.withinCaps).length,
    kendallTau: kendallTau(candidates.map(({ reward }) => reward), scored.map(({ reward }) => reward)),
  };
}

function ranksOf(scored: readonly { readonly number: number; readonly reward: number }[]): Map<number, number> {
  const sorted = scored.toSorted((a, b) => b.reward - a.reward || a.number - b.number);
  return new Map(sorted.map(({ number }, index) => [number, index + 1]));
}

