import type { StepTime } from '@stride/core';

/**
 * The q-quantile of a sample by linear interpolation between order statistics: position q * (n - 1), counted from 0.
 * Source: Hyndman & Fan 1996, definition 7 (the default of NumPy and R).
 */
export function quantile(sample: readonly number[], q: number): number {
  if (sample.length === 0 || !(q >= 0 && q <= 1)) {
    throw new RangeError(`quantile needs a sample and q of 0 to 1, not ${sample.length} values and q = ${q}`);
  }
  const sorted = [...sample].sort((a, b) => a - b);
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}

/** @param durations of single steps, in milliseconds */
export function summarize(durations: readonly number[]): StepTime {
  return {
    median: quantile(durations, 0.5), p10: quantile(durations, 0.1), p90: quantile(durations, 0.9), n: durations.length,
  };
}

const QUANTILES = 21;

/** How single steps were distributed: the 0 %, 5 %, 10 % to 100 % quantiles, in the unit of `durations`. */
export function quantilesOf(durations: readonly number[]): number[] {
  return Array.from({ length: QUANTILES }, (_, index) => quantile(durations, index / (QUANTILES - 1)));
}
