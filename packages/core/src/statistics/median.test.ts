import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from './median.js';

it('is the middle, or between the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 8])).toBe(3);
  expect(median([-Infinity, -Infinity, 1])).toBe(-Infinity);
  expect(median([])).toBeNaN();
});

it('has as many below as above, whatever the order', () => {
  fc.assert(fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
    const middle = median(values);
    expect(median(values.toReversed())).toBe(middle);
    expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
    expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
  }));
});
