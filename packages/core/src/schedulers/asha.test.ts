import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ashaScheduler } from './asha.js';

const asha = ashaScheduler.create();
const at = (own: number, others: readonly number[], scheduler = asha) => (
  scheduler.verdict({ evaluation: 1, own: [own], others: others.map((reward) => [reward]) }));

describe('the rungs of asha', () => {
  it('come each eta times later than the one before', () => {
    expect(asha.rungs(100)).toEqual([1, 3, 9, 27, 81]);
    expect(asha.rungs(81)).toEqual([1, 3, 9, 27]);
    expect(ashaScheduler.create({ eta: 2, graceEvaluations: 3 }).rungs(24)).toEqual([3, 6, 12]);
    expect(ashaScheduler.create({ eta: 2.5, graceEvaluations: 2 }).rungs(40)).toEqual([2, 5, 13, 31]);
  });

  it('are none where training ends before the first', () => {
    expect(asha.rungs(1)).toEqual([]);
    expect(ashaScheduler.create({ graceEvaluations: 4 }).rungs(4)).toEqual([]);
  });
});

describe('the verdict of asha', () => {
  it('lets everybody pass until eta have come', () => {
    expect(at(0, [1])).toBe('continue');
    expect(at(0, [1, 2])).toBe('stop');
    expect(at(0, [1, 2, 3], ashaScheduler.create({ eta: 5 }))).toBe('continue');
  });

  it('lets pass the best third, rounded up', () => {
    const others = [1, 2, 3, 4, 5, 6];
    expect([6.5, 5.5, 4.5, 3.5, 0].map((own) => at(own, others))).toEqual(['continue', 'continue', 'continue', 'stop', 'stop']);
  });

  it('looks at the rung alone, not at what was before', () => {
    expect(asha.verdict({ evaluation: 3, own: [9, 9, 0], others: [[0, 0, 1], [0, 0, 2]] })).toBe('stop');
  });

  it('is the cutoff at the quantile 1 - 1/eta, interpolated as NumPy does', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 40 });
    fc.assert(fc.property(distinct, ([own = 0, ...others]) => {
      const sorted = [own, ...others].toSorted((a, b) => a - b);
      const position = (1 - 1 / 3) * (sorted.length - 1);
      const [low = 0, high = 0] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
      const cutoff = low + (position - Math.floor(position)) * (high - low);
      expect(at(own, others)).toBe(own >= cutoff - 1e-9 ? 'continue' : 'stop');
    }), { numRuns: 1000 });
  });

  it('stops about two of three that come in any order, and never the best', () => {
    fc.assert(fc.property(fc.shuffledSubarray(Array.from({ length: 300 }, (_, index) => index), { minLength: 300, maxLength: 300 }), (order) => {
      const passed = order.filter((own, index) => at(own, order.slice(0, index)) === 'continue');
      expect(passed).toContain(299);
      expect(passed.length).toBeGreaterThan(60);
      expect(passed.length).toBeLessThan(145);
    }), { numRuns: 50 });
  });
});
