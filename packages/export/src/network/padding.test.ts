import fc from 'fast-check';
import { expect, it } from 'vitest';
import { samePadding } from './padding.js';

it('makes the output as long as SAME padding says, with at most one pixel more after than before', () => fc.assert(fc.property(
  fc.integer({ min: 1, max: 600 }), fc.constantFrom(1, 3, 5, 7), fc.constantFrom(1, 2), (size, kernel, stride) => {
    const [before, after] = samePadding(size, kernel, stride);
    expect(Math.floor((size + before + after - kernel) / stride) + 1).toBe(Math.ceil(size / stride));
    expect([0, 1]).toContain(after - before);
  })));

it('pads like TensorFlow where the sides differ', () => {
  expect(samePadding(28, 3, 2)).toEqual([0, 1]);
  expect(samePadding(27, 3, 2)).toEqual([1, 1]);
  expect(samePadding(28, 5, 2)).toEqual([1, 2]);
  expect(samePadding(28, 1, 2)).toEqual([0, 0]);
});
