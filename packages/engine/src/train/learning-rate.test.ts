import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learningRate } from './learning-rate.js';

it('rises evenly to the peak, then falls along a cosine towards 0', () => {
  const task = { learningRate: 1, warmupFraction: 0.2 };
  const rates = Array.from({ length: 10 }, (_, step) => learningRate(task, step, 10));
  expect(rates.slice(0, 3)).toEqual([1 / 3, 2 / 3, 1]);
  expect(rates[6]).toBeCloseTo(0.5);
  expect(rates[9]).toBeCloseTo((1 + Math.cos((Math.PI * 7) / 8)) / 2);
});

it('stays positive and never passes the peak', () => fc.assert(fc.property(
  fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, warmupFraction) => {
    for (let step = 0; step < steps; step++) {
      const rate = learningRate({ learningRate: 0.1, warmupFraction }, step, steps);
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThanOrEqual(0.1);
    }
  })));
