import type { DecisionSpace, Rng } from '@stride/core';

/** One training, as the data tells it. */
export interface RecordedTraining {
  /** The reward as it was seen at every evaluation, the last at the end. Null: the training fails. */
  readonly rewards: readonly number[] | null;
  /** What the whole training takes; null where the data does not know. */
  readonly seconds: number | null;
}

/** Results to replay: what comes of training any point of a space. */
export interface EvaluationData {
  readonly name: string;
  readonly space: DecisionSpace;
  /** What rewards and regrets are in, e.g. `points of top1`. */
  readonly unit: string;
  /** Standard deviation of one training around a point's true reward; 0 where every training of a point gives the same. */
  readonly noise: number;
  /** The largest true reward that is known of: what regret is measured from. */
  readonly best: number;
  /** At which shares of a training its reward is seen: ascending, the last 1. */
  readonly shares: readonly number[];
  /** Without noise, of a whole training; null for a point that fails. */
  trueReward(encoding: readonly number[]): number | null;
  /** One training of a point; all its chance comes from `rng`. */
  train(encoding: readonly number[], rng: Rng): RecordedTraining;
}
