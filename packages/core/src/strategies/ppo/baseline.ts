/** Running mean and variance of the rewards. */
export interface BaselineState {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

export const NO_BASELINE: BaselineState = { mean: 0, variance: 0, count: 0 };

/** Squares of what is less than this are numbers. */
const LARGEST = 1e100;

/**
 * Exponential moving averages with the given decay per result, of plain averages while there are fewer results than they
 * look back.
 */
export function withReward({ mean, variance, count }: BaselineState, reward: number, decay: number): BaselineState {
  const weight = Math.max(1 - decay, 1 / (count + 1));
  const difference = bounded(reward) - mean;
  return { mean: mean + weight * difference, variance: (1 - weight) * (variance + weight * difference ** 2), count: count + 1 };
}

/** How far a reward is above the mean, in standard deviations; 0 when nothing varies yet. */
export function advantageOf({ mean, variance }: BaselineState, reward: number): number {
  return variance > 0 ? (bounded(reward) - mean) / Math.sqrt(variance) : 0;
}

function bounded(reward: number): number {
  return Math.min(LARGEST, Math.max(-LARGEST, reward));
}
