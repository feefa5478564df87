import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantile, quantilesOf, summarize } from './quantile.js';

it('interpolates between order statistics', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([10, 20, 30, 40, 50], 0.1)).toBe(14);
  expect(quantile([10, 20, 30, 40, 50], 0.9)).toBe(46);
  expect(quantile([7], 0.9)).toBe(7);
});

it('refuses an empty sample and a share outside 0 to 1', () => {
  expect(() => quantile([], 0.5)).toThrow(RangeError);
  expect(() => quantile([1], 1.5)).toThrow(RangeError);
});

const sample = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });

it('is monotonic, within the sample, and blind to order', () => fc.assert(fc.property(sample, (values) => {
  const { p10, median, p90, n } = summarize(values);
  expect(n).toBe(values.length);
  expect(Math.min(...values)).toBeLessThanOrEqual(p10);
  expect(p10).toBeLessThanOrEqual(median);
  expect(median).toBeLessThanOrEqual(p90);
  expect(p90).toBeLessThanOrEqual(Math.max(...values));
  expect(summarize([...values].reverse())).toEqual({ p10, median, p90, n });
})));

it('agrees with the summary at its quantiles, and begins and ends with the extremes', () => fc.assert(fc.property(sample, (values) => {
  const quantiles = quantilesOf(values);
  expect(quantiles).toHaveLength(21);
  expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
  expect([quantiles[0], quantiles[20]]).toEqual([Math.min(...values), Math.max(...values)]);
  const { p10, median, p90 } = summarize(values);
  expect([quantiles[2], quantiles[10], quantiles[18]]).toEqual([p10, median, p90]);
})));
