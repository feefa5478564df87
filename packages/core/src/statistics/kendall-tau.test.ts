import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallTau } from './kendall-tau.js';

const values = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 20 });
const pairs = values.chain((a) => fc.tuple(fc.constant(a), fc.array(fc.integer({ min: 0, max: 8 }), { minLength: a.length, maxLength: a.length })));

describe('kendallTau', () => {
  it('gives the published values', () => {
    // Of ten pairs nine are in the same order: one swap of neighbours in five.
    expect(kendallTau([1, 2, 3, 4, 5], [1, 2, 4, 3, 5])).toBeCloseTo(0.8, 12);
    // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), the example of its documentation.
    expect(kendallTau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.4714045207910316, 12);
  });

  it('is 1 against itself and -1 against the reverse, unless all is tied', () => fc.assert(fc.property(values, (a) => {
    const tied = new Set(a).size === 1;
    const reverse = kendallTau(a, a.map((value) => -value));
    if (tied) {
      expect([kendallTau(a, a), reverse]).toEqual([null, null]);
    } else {
      expect(kendallTau(a, a)).toBeCloseTo(1, 12);
      expect(reverse).toBeCloseTo(-1, 12);
    }
  })));

  it('is what counting all pairs gives', () => fc.assert(fc.property(pairs, ([a, b]) => {
    let concordance = 0, distinctInA = 0, distinctInB = 0;
    for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < i; j++) {
        const inA = Math.sign((a[i] as number) - (a[j] as number)), inB = Math.sign((b[i] as number) - (b[j] as number));
        concordance += inA * inB;
        distinctInA += Math.abs(inA);
        distinctInB += Math.abs(inB);
      }
    }
    expect(kendallTau(a, b)).toEqual(distinctInA * distinctInB === 0 ? null : concordance / Math.sqrt(distinctInA * distinctInB));
  })));

  it('is symmetric, within -1 to 1, and knows only the order', () => fc.assert(fc.property(pairs, ([a, b]) => {
    const tau = kendallTau(a, b);
    expect(kendallTau(b, a)).toBe(tau);
    expect(kendallTau(a.map((value) => value ** 3 + 7), b)).toBe(tau);
    if (tau !== null) expect(Math.abs(tau)).toBeLessThanOrEqual(1 + 1e-12);
  })));

  it('says nothing of fewer than two, and refuses lists of different lengths', () => {
    expect([kendallTau([], []), kendallTau([1], [2])]).toEqual([null, null]);
    expect(() => kendallTau([1, 2], [1])).toThrow('2 values cannot be compared with 1');
  });
});
