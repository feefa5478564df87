import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Schedule } from '@stride/core';
import { learningRate } from './learning-rate.js';

const rates = (schedule: Schedule, warmupFraction: number, steps: number, stepsPerEpoch: number) =>
  Array.from({ length: steps }, (_, step) => learningRate({ learningRate: 1, warmupFraction, schedule }, step, { steps, stepsPerEpoch }));

it('rises evenly to the peak, then falls along a cosine towards 0', () => {
  const cosine = rates({ kind: 'cosine' }, 0.2, 10, 5);
  expect(cosine.slice(0, 3)).toEqual([1 / 3, 2 / 3, 1]);
  expect(cosine[6]).toBeCloseTo(0.5);
  expect(cosine[9]).toBeCloseTo((1 + Math.cos((Math.PI * 7) / 8)) / 2);
});

it('rises evenly to the peak, then falls by a factor every so many epochs', () => {
  // A stair of 2.5 epochs of 2 steps is 5 steps.
  const exponential = rates({ kind: 'exponential', rate: 0.5, epochs: 2.5 }, 0.2, 12, 2);
  [1 / 3, 2 / 3, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25].forEach((rate, step) => expect(exponential[step]).toBeCloseTo(rate));
});

const schedules = fc.oneof(
  fc.constant<Schedule>({ kind: 'cosine' }),
  fc.record({
    kind: fc.constant('exponential' as const), rate: fc.double({ min: 0.5, max: 1, noNaN: true }), epochs: fc.double({ min: 1, max: 20, noNaN: true }),
  }));

it('stays positive, never passes the peak and never rises again after warm-up', () => fc.assert(fc.property(
  schedules, fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 100, noNaN: true }),
  (schedule, steps, warmupFraction, stepsPerEpoch) => {
    const all = rates(schedule, warmupFraction, steps, stepsPerEpoch);
    const warmup = Math.min(steps - 1, Math.round(warmupFraction * steps));
    all.forEach((rate, step) => {
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThanOrEqual(1);
      if (step > warmup) expect(rate).toBeLessThanOrEqual(all[step - 1] as number);
    });
  })));
