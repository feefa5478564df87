import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share, type BusyInterval } from './read-worker-activity.js';

/** Attempts after one another, as a worker takes them. */
const busy = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 12 }).map((steps) => {
  let at = 0;
  return steps.map(([pause, length]): BusyInterval => {
    const from = at + pause;
    at = from + length;
    return { from, to: at };
  });
});

describe('the busy share of a window', () => {
  it('is what an attempt has of it, cut at its edges', () => {
    expect(share([{ from: -5, to: 5 }, { from: 8, to: 20 }], { from: 0, to: 10 })).toBeCloseTo(0.7);
    expect(share([], { from: 0, to: 10 })).toBe(0);
    expect(share([{ from: 0, to: 5 }], { from: 3, to: 3 })).toBe(0);
  });

  it('is the mean of the shares of its parts', () => fc.assert(fc.property(busy, fc.integer({ min: 1, max: 9 }), (intervals, parts) => {
    const window = { from: 10, to: 10 + parts * 20 };
    const shares = Array.from({ length: parts }, (_, index) => share(intervals, { from: 10 + index * 20, to: 30 + index * 20 }));
    expect(shares.reduce((sum, value) => sum + value, 0) / parts).toBeCloseTo(share(intervals, window), 9);
  })));
});
