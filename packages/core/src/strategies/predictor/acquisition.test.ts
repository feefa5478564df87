import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../random/rng.js';
import { expectedImprovement, spreadOut, targetAbove } from './acquisition.js';

describe('expected improvement', () => {
  it('is the mean of what is gained', () => {
    for (const [mean, deviation, best] of [[0, 1, 0], [1, 0.5, 1.2], [-2, 1, 0], [3, 2, 1]] as const) {
      let gained = 0;
      for (let z = -8; z < 8; z += 0.001) gained += Math.max(0, mean + deviation * z - best) * Math.exp(-(z * z) / 2) * 0.001;
      expect(expectedImprovement({ mean, deviation }, best)).toBeCloseTo(gained / Math.sqrt(2 * Math.PI), 4);
    }
  });

  it('grows with the mean and with doubt', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(fc.property(value, fc.double({ min: 0.1, max: 2, noNaN: true }), value, (mean, deviation, best) => {
      const now = expectedImprovement({ mean, deviation }, best);
      expect(now).toBeGreaterThan(-1e-6);
      expect(expectedImprovement({ mean: mean + 0.5, deviation }, best)).toBeGreaterThanOrEqual(now - 1e-6);
      expect(expectedImprovement({ mean, deviation: 1.5 * deviation }, best)).toBeGreaterThanOrEqual(now - 1e-6);
    }));
  });
});

it('aims above the best, mostly a little', () => {
  const rng = createRng(1);
  const above = Array.from({ length: 4000 }, () => targetAbove(3, rng) - 3).sort((a, b) => a - b);
  expect(above[0]).toBeGreaterThanOrEqual(0);
  expect(above.reduce((sum, margin) => sum + margin, 0) / above.length).toBeCloseTo(0.2, 1);
  // The median of an exponential distribution is ln 2 of its mean.
  expect(above[2000]).toBeCloseTo(0.2 * Math.LN2, 1);
  expect(above.at(-1)).toBeGreaterThan(1);
});

describe('spreading rewards out', () => {
  it('keeps their order, with mean 0 and deviation 1, and draws the worse ones together', () => fc.assert(fc.property(
    fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 40 }), (rewards) => {
      const { values, rewardAt } = spreadOut(rewards);
      rewards.forEach((reward, index) => expect(rewardAt(values[index] as number)).toBeCloseTo(reward, 6));
      rewards.forEach((reward, index) => rewards.forEach((other, at) => {
        if (reward < other) expect(values[index]).toBeLessThan(values[at] as number);
      }));
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
      expect(values.reduce((sum, value) => sum + value * value, 0) / values.length).toBeCloseTo(1, 6);
    })));

  it('takes equal ones for equal', () => {
    expect(spreadOut([0.5, 0.5, 0.5]).values.map(Math.abs)).toEqual([0, 0, 0]);
  });
});
