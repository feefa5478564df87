import { rankSumDeviation } from '../../statistics/rank-sum.js';

/** Who made a proposal: chance, the model, local search, or the sorting by several goals. */
export const MAKERS = ['chance', 'model', 'local', 'goals'] as const;
export type Maker = (typeof MAKERS)[number];

/** What is known about how well the ways to search do here. */
export interface Evidence {
  /** Rewards of random proposals, the first ones. */
  readonly chance: readonly number[];
  /** Rewards of what the model proposed, the latest ones. */
  readonly model: readonly number[];
  /** The highest reward of all, and how many results there were since; null before the first. */
  readonly best: number | null;
  readonly sinceBest: number;
  readonly hasSeveralGoals: boolean;
}

export const NO_EVIDENCE: Evidence = { chance: [], model: [], best: null, sinceBest: 0, hasSeveralGoals: false };

/** Results that are remembered of each: enough to tell the two apart, few enough to notice a change. */
export const REMEMBERED = { chance: 32, model: 48 };
/** Below these numbers of results the model is given the benefit of the doubt. */
const LEAST = { chance: 8, model: 24 };
/** One-sided, five in a hundred. */
const SIGNIFICANT = 1.645;

export function withReward(evidence: Evidence, maker: Maker, reward: number): Evidence {
  const isBest = evidence.best === null || reward > evidence.best;
  const { chance, model } = evidence;
  return {
    ...evidence,
    chance: maker === 'chance' ? [...chance, reward].slice(0, REMEMBERED.chance) : chance,
    model: maker === 'model' ? [...model, reward].slice(-REMEMBERED.model) : model,
    best: isBest ? reward : evidence.best, sinceBest: isBest ? 0 : evidence.sinceBest + 1,
  };
}

/** What nobody here proposed, as results of another search: there is a best to beat, and no maker to credit. */
export function withKnown(evidence: Evidence, reward: number): Evidence {
  return { ...evidence, best: Math.max(reward, evidence.best ?? reward) };
}

/** A model whose proposals are not clearly better than random ones has learned nothing about this space. */
export function isModelTrusted({ chance, model }: Evidence): boolean {
  if (chance.length < LEAST.chance || model.length < LEAST.model) return true;
  return rankSumDeviation(model, chance) > SIGNIFICANT;
}

/** Results without a better one after which the model alone is not expected to find it. */
const STAGNATION = 24;

export function isStagnant({ sinceBest }: Evidence): boolean {
  return sinceBest >= STAGNATION;
}
