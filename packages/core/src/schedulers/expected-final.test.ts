import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedFinal } from './expected-final.js';

// As coarse as accuracies on a thousand images.
const value = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
const progressions = fc.array(fc.record({ atRung: value, final: value }), { minLength: 1, maxLength: 12 });

describe('expectedFinal', () => {
  it('knows nothing as long as none was trained to the end', () => {
    expect(expectedFinal(0.5, [])).toBeNull();
    expect(expectedFinal(0.5, [{ atRung: Number.NaN, final: 0.7 }, { atRung: 0.3, final: Infinity }])).toBeNull();
    expect(expectedFinal(Number.NaN, [{ atRung: 0.3, final: 0.7 }])).toBeNull();
  });

  it('adds the median gain while few are known', () => {
    const gained = [0.1, 0.2, 0.6].map((gain, index) => ({ atRung: 0.1 * index, final: 0.1 * index + gain }));
    expect(expectedFinal(0.3, gained)).toBeCloseTo(0.5, 12);
    expect(expectedFinal(0.3, gained.slice(1))).toBeCloseTo(0.7, 12);
  });

  it('sees that differences shrink once enough are known', () => {
    const line = [0.4, 0.5, 0.6, 0.7, 0.8].map((atRung) => ({ atRung, final: 0.7 + 0.2 * atRung }));
    expect(expectedFinal(0.1, line)).toBeCloseTo(0.72, 12);
    // A single lucky or unlucky one changes nothing.
    expect(expectedFinal(0.1, [...line, { atRung: 0.5, final: 0.1 }])).toBeCloseTo(0.72, 2);
  });

  it('keeps the order, and never spreads it out', () => {
    fc.assert(fc.property(progressions, value, value, (known, a, b) => {
      const [low, high] = [expectedFinal(Math.min(a, b), known) as number, expectedFinal(Math.max(a, b), known) as number];
      expect(high).toBeGreaterThanOrEqual(low);
      expect(high - low).toBeLessThanOrEqual(Math.abs(a - b) + 1e-9);
    }));
  });

  it('is what it is where training changes nothing any more', () => {
    fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), value, (all, own) => {
      expect(expectedFinal(own, all.map((atRung) => ({ atRung, final: atRung })))).toBeCloseTo(own, 9);
    }));
  });

  it('shifts with what is gained, and does not care about the order of few', () => {
    fc.assert(fc.property(progressions, value, value, (known, own, shift) => {
      const expected = expectedFinal(own, known) as number;
      expect(expectedFinal(own, known.map(({ atRung, final }) => ({ atRung, final: final + shift })))).toBeCloseTo(expected + shift, 9);
      expect(expectedFinal(own, known.toReversed())).toBeCloseTo(expected, 9);
    }));
  });
});
