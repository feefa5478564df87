import type { Decision } from '@stride/core';
import type { RowSpace } from '../data/row-space.js';
import type { Goal } from './document.js';
import type { MetricValues } from './metric-values.js';
import type { RewardFormula } from './reward-formula.js';

/** A table that was read and found sound. */
export interface Table {
  readonly name: string;
  readonly decisions: readonly Decision[];
  readonly points: RowSpace;
  readonly rows: number;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly reward: RewardFormula;
  /** Name of the metric of training seconds. */
  readonly cost: string | null;
}

export interface Metric {
  readonly goal: Goal;
  readonly unit: string;
  /** Standard deviation of one training that is added to the values. */
  readonly noise: number;
  /** One a fidelity, the last of whole trainings. */
  readonly values: readonly MetricValues[];
  /** Ascending; null for a metric that is the same at every amount of training. */
  readonly fidelities: readonly number[] | null;
}
