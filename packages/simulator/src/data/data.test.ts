import { createRng, kendallTau } from '@stride/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAssumedCurves } from './assumed-curves.js';
import { chanceOf, lognormal, normal } from './chance.js';
import type { EvaluationData } from './evaluation-data.js';
import { medianSeconds, withMedianSeconds } from './median-seconds.js';
import { rowMajorSpace } from './row-major.js';
import { rowSpace } from './row-space.js';

const decisions = (counts: readonly number[]) => counts.map((count, index) => ({ path: `/d${index}`, choices: Array.from({ length: count }, (_, choice) => choice) }));
const space = rowMajorSpace(decisions([10, 10, 10, 10]));
/** Rewards that are nearly normal, and durations from 1 s to 37 s. */
const plain: EvaluationData = {
  name: 'plain', space, unit: 'points', noise: 0, best: 36, shares: [1], trueReward: (encoding) => encoding.reduce((sum, index) => sum + index, 0),
  train: (encoding) => ({ rewards: [encoding.reduce((sum, index) => sum + index, 0)], seconds: 1 + encoding.reduce((sum, index) => sum + index, 0) }),
};

describe('chance', () => {
  it('is the same for the same, and has nothing to do with anything else', () => {
    expect(chanceOf(1, 'a', 'b').next()).toBe(chanceOf(1, 'a', 'b').next());
    const numbers = [chanceOf(1, 'a', 'b'), chanceOf(2, 'a', 'b'), chanceOf(1, 'a', 'c'), chanceOf(1, 'ab')].map((rng) => rng.next());
    expect(new Set(numbers).size).toBe(4);
  });

  it('draws normal and lognormal numbers', () => {
    const rng = createRng(1);
    const drawn = Array.from({ length: 10_000 }, () => normal(rng));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    // Five standard errors each.
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length - 1)).toBeLessThan(0.08);
    const above = Array.from({ length: 10_000 }, () => lognormal(rng, 0.5)).filter((value) => value > 1).length;
    expect(Math.abs(above - 5000)).toBeLessThan(250);
  });
});

describe('rowSpace', () => {
  it('has its rows, by rank and by name, and nothing else', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(1)), { minLength: 1, selector: String }), (rows) => {
      const { space: some, rowOf } = rowSpace(decisions([3, 4, 2]), rows);
      const all = rowMajorSpace(decisions([3, 4, 2]));
      expect(some.size).toBe(BigInt(rows.length));
      expect(rows.map((_, rank) => some.encodingAt(BigInt(rank)))).toEqual(rows);
      expect(new Set(rows.map((row) => some.hashOf(row))).size).toBe(rows.length);
      for (let rank = 0n; rank < all.size; rank += 1n) {
        const encoding = all.encodingAt(rank);
        const place = rows.findIndex((row) => row.join() === encoding.join());
        expect(rowOf(encoding)).toBe(place < 0 ? null : place);
        expect(some.hashOf(encoding) === null).toBe(place < 0);
      }
    }));
  });

  it('tells encodings apart whose ranks are beyond exact numbers', () => {
    const many = decisions(Array<number>(40).fill(4));
    const [one, other] = [Array<number>(40).fill(3), [...Array<number>(39).fill(3), 2]];
    const { rowOf } = rowSpace(many, [one, other]);
    expect([rowOf(one), rowOf(other), rowOf(Array<number>(40).fill(0))]).toEqual([0, 1, null]);
  });
});

describe('withAssumedCurves', () => {
  const data = withAssumedCurves(plain, 9);
  const points = Array.from({ length: 600 }, (_, index) => space.encodingAt(BigInt((index * 6131) % 10_000)));
  const trainings = points.map((encoding, index) => data.train(encoding, createRng(index)).rewards as readonly number[]);
  const tauAfter = (evaluations: number) => kendallTau(trainings.map((rewards) => rewards[evaluations - 1] as number), trainings.map((rewards) => rewards.at(-1) as number)) ?? 0;

  it('ends where the training ends, and rises to it on average', () => {
    expect(trainings.map((rewards) => rewards.at(-1))).toEqual(points.map((encoding) => plain.trueReward(encoding)));
    const means = data.shares.map((_, at) => trainings.reduce((sum, rewards) => sum + (rewards[at] as number), 0));
    expect(means).toEqual(means.toSorted((a, b) => a - b));
  });

  it('agrees with the end about ranks as it says: 0.61 after a ninth, 0.84 after a third', () => {
    expect(Math.abs(tauAfter(1) - 0.61)).toBeLessThan(0.06);
    expect(Math.abs(tauAfter(3) - 0.84)).toBeLessThan(0.04);
  });

  it('lets failures fail', () => {
    const failing = withAssumedCurves({ ...plain, train: () => ({ rewards: null, seconds: 1 }) }, 4);
    expect(failing.train([0, 0, 0, 0], createRng(1))).toEqual({ rewards: null, seconds: 1 });
  });
});

describe('withMedianSeconds', () => {
  it('makes the median the one that is wanted', () => {
    expect(medianSeconds(plain)).toBeGreaterThan(10);
    expect(medianSeconds(withMedianSeconds(plain, 90))).toBeCloseTo(90, 9);
  });

  it('leaves data alone that knows no durations', () => {
    const timeless: EvaluationData = { ...plain, train: () => ({ rewards: [1], seconds: null }) };
    expect(medianSeconds(timeless)).toBeNull();
    expect(withMedianSeconds(timeless, 90)).toBe(timeless);
  });
});
