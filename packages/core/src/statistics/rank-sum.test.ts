import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng } from '../random/rng.js';
import { rankSumDeviation } from './rank-sum.js';

const values = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 });

it('turns its sign with the sides and sees only order', () => {
  fc.assert(fc.property(values, values, (a, b) => {
    expect(rankSumDeviation(a, b)).toBeCloseTo(-rankSumDeviation(b, a), 12);
    expect(rankSumDeviation(a.map(Math.exp), b.map(Math.exp))).toBeCloseTo(rankSumDeviation(a, b), 12);
  }));
});

it('is beyond 1.64 for one in twenty of what has the same distribution', () => {
  const rng = createRng(1);
  const draw = (count: number) => Array.from({ length: count }, () => rng.next());
  const beyond = Array.from({ length: 4000 }, () => rankSumDeviation(draw(24), draw(16))).filter((deviation) => deviation > 1.645).length;
  expect(beyond / 4000).toBeGreaterThan(0.035);
  expect(beyond / 4000).toBeLessThan(0.065);
});

it('is 0 where there is nothing to compare', () => {
  expect(rankSumDeviation([], [1])).toBe(0);
  expect(rankSumDeviation([1], [])).toBe(0);
});
