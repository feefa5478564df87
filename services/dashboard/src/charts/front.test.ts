import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeAccuracyFront } from './front.js';

const candidate = fc.record({ accuracy: fc.double({ min: 0, max: 1, noNaN: true }), stepTimeMs: fc.double({ min: 1, max: 100, noNaN: true }).map((median) => ({ median, p10: median, p90: median, n: 20 })) });
type Candidate = { accuracy: number; stepTimeMs: { median: number } };

const beats = (a: Candidate, b: Candidate) =>
  a.accuracy >= b.accuracy && a.stepTimeMs.median <= b.stepTimeMs.median && (a.accuracy > b.accuracy || a.stepTimeMs.median < b.stepTimeMs.median);

describe('front of accuracy and step time', () => {
  it('holds exactly what nothing beats', () => {
    fc.assert(fc.property(fc.array(candidate, { maxLength: 40 }), (all) => {
      const front = timeAccuracyFront(all);
      for (const one of front) expect(all.some((other) => beats(other, one))).toBe(false);
      for (const one of all) {
        const covered = front.some((other) => other.accuracy >= one.accuracy && other.stepTimeMs.median <= one.stepTimeMs.median);
        expect(covered).toBe(true);
      }
    }));
  });

  it('rises in accuracy with step time', () => {
    fc.assert(fc.property(fc.array(candidate, { maxLength: 40 }), (all) => {
      const front = timeAccuracyFront(all);
      front.slice(1).forEach((one, index) => {
        expect(one.accuracy).toBeGreaterThan(front[index]?.accuracy ?? Number.NaN);
        expect(one.stepTimeMs.median).toBeGreaterThan(front[index]?.stepTimeMs.median ?? Number.NaN);
      });
    }));
  });
});
