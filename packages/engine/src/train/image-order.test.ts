import { createRng } from '@stride/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseImages, shuffledIndices } from './image-order.js';

it('shows every image once a pass, in an order that the seed decides', () => fc.assert(fc.property(
  fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 1000 }), (size, batchSize, seed) => {
    const draw = () => {
      const batches = shuffledIndices(size, batchSize, createRng(seed));
      return Array.from({ length: Math.ceil((3 * size) / batchSize) }, () => [...batches.next().value]).flat();
    };
    const seen = draw();
    for (let pass = 0; pass < 3; pass++) {
      expect(seen.slice(pass * size, (pass + 1) * size).sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index));
    }
    expect(draw()).toEqual(seen);
  })));

it('chooses different images, all of them when none are asked for, and no more than there are', () => {
  const chosen = chooseImages(100, 30, createRng(1));
  expect(new Set(chosen).size).toBe(30);
  expect([...chooseImages(5, null, createRng(1))].sort()).toEqual([0, 1, 2, 3, 4]);
  expect(chooseImages(5, 50, createRng(1)).length).toBe(5);
});
