import { expect } from 'vitest';
import { TASK } from './networks.js';
import type { Outcome } from './train-briefly.js';

/**
 * A step's worth of movement. A shift in front of a pointwise convolution and its batch norm has no gradient but for rounding,
 * so it stays at zero, and nothing can be relative to it.
 */
const LEAST_SCALE = TASK.learningRate;

/** Differences are relative to the largest value of the tensor: rounding is no better than that where values cancel. */
export function worstDifference(actual: Outcome, expected: Outcome): { name: string; difference: number } {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  let worst = { name: 'none', difference: 0 };
  for (const [name, values] of Object.entries(expected)) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), LEAST_SCALE);
    const own = actual[name] as Float32Array;
    expect(own.length).toBe(values.length);
    // A NaN is a difference, too.
    const largest = values.reduce((most, value, index) => {
      const difference = Math.abs((own[index] as number) - value);
      return difference <= most ? most : difference;
    }, 0);
    const difference = largest / scale;
    if (!(difference <= worst.difference)) worst = { name, difference };
  }
  return worst;
}
