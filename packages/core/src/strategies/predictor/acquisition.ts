import type { Rng } from '../../random/rng.js';
import type { Prediction } from './gaussian-process.js';

/**
 * How much better than `target` a value is expected to be, counting worse as 0.
 * Source: Mockus 1978; Jones, Schonlau & Welch 1998, Efficient Global Optimization.
 */
export function expectedImprovement({ mean, deviation }: Prediction, target: number): number {
  const z = (mean - target) / deviation;
  return deviation * (z * normalDistribution(z) + Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
}

/** Distribution function of the normal distribution, within 1e-7. Source: Abramowitz & Stegun 1964, 7.1.26. */
function normalDistribution(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return z >= 0 ? 1 - tail / 2 : tail / 2;
}

/** In standard deviations of all values. */
const AMBITION = 0.2;

/**
 * What a proposal is to beat: the best value and, mostly a little, sometimes much, more (an exponential distribution). To beat
 * the best itself is soon promised by what hardly differs from it, most of all where noise makes it uncertain; and workers that
 * aim at different heights look in different places. Source of the margin: Kushner 1964, where it is a constant.
 */
export function targetAbove(best: number, rng: Rng): number {
  return best - AMBITION * Math.log(1 - rng.next());
}

const STEEPNESS = 1.5;

/** Rewards on the scale of a model, and the way back. */
export interface SpreadRewards {
  readonly values: readonly number[];
  /** The reward that has this value. */
  rewardAt(value: number): number;
}

/**
 * Rewards as the model is to see them: with mean 0 and deviation 1, the better ones spread out and the worse ones drawn
 * together, since it matters to tell the best apart and not how bad the bad ones are.
 */
export function spreadOut(rewards: readonly number[]): SpreadRewards {
  const sorted = rewards.toSorted((a, b) => a - b);
  const highest = sorted.at(-1) ?? 0;
  const scale = Math.max(highest - (sorted[sorted.length >> 1] ?? 0), Number.EPSILON);
  const values = rewards.map((reward) => -Math.log1p((STEEPNESS * (highest - reward)) / scale));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  return {
    values: values.map((value) => (value - mean) / deviation),
    rewardAt: (value) => highest - (Math.expm1(-(value * deviation + mean)) * scale) / STEEPNESS,
  };
}
