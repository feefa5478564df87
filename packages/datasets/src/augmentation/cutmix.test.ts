import { createRng } from '@stride/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutmix, type ImageBatch } from './cutmix.js';
import { mixBatch } from './mix-batch.js';
import { mixup } from './mixup.js';

const alphas = fc.double({ min: 0.01, max: 10, noNaN: true });
const seeds = fc.integer({ min: 0, max: 1e6 });
const shapes = fc.record({
  size: fc.integer({ min: 1, max: 7 }), height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }), channels: fc.constantFrom(1, 3),
});

/** Every value of image i is i, and its target is class i. */
function numbered({ size, height, width, channels }: { size: number; height: number; width: number; channels: number }): ImageBatch {
  const pixels = height * width * channels;
  const targets = new Float32Array(size * size);
  for (let row = 0; row < size; row++) targets[row * size + row] = 1;
  return { size, height, width, images: Float32Array.from({ length: size * pixels }, (_, index) => Math.floor(index / pixels)), targets };
}

describe('cutmix', () => {
  it('exchanges a box between partners, and targets by exactly its share of the area', () => fc.assert(fc.property(shapes, alphas, seeds, (shape, alpha, seed) => {
    const { size, height, width, channels } = shape;
    const batch = numbered(shape);
    cutmix(batch, alpha, createRng(seed));
    const area = height * width, pixels = area * channels;
    for (let row = 0; row < size; row++) {
      const partner = size - 1 - row;
      const image = batch.images.subarray(row * pixels, (row + 1) * pixels);
      const foreign = Array.from({ length: area }, (_, place) => place).filter((place) => image[place * channels] === partner && partner !== row);
      // Channels of a pixel go together, and what is not the partner's is the image's own.
      image.forEach((value, index) => expect(value).toBe(foreign.includes(Math.floor(index / channels)) ? partner : row));
      const rows = foreign.map((place) => Math.floor(place / width)), columns = foreign.map((place) => place % width);
      const box = foreign.length === 0 ? 0 : (Math.max(...rows) - Math.min(...rows) + 1) * (Math.max(...columns) - Math.min(...columns) + 1);
      expect(foreign).toHaveLength(box);
      const target = [...batch.targets.subarray(row * size, (row + 1) * size)];
      target.forEach((value, column) => {
        const share = partner === row ? 0 : box / area;
        expect(value).toBeCloseTo(column === row ? 1 - share : column === partner ? share : 0, 5);
      });
    }
  })));

  it('loses no value, and is the same for the same seed', () => fc.assert(fc.property(shapes, alphas, seeds, (shape, alpha, seed) => {
    const batch = numbered(shape), again = numbered(shape);
    const before = batch.images.toSorted();
    cutmix(batch, alpha, createRng(seed));
    cutmix(again, alpha, createRng(seed));
    expect(batch.images.toSorted()).toEqual(before);
    expect(again).toEqual(batch);
  })));

  it('draws shares of the area as alpha says, and boxes everywhere', () => {
    const pairs = 2000, side = 16;
    const sharesOf = (alpha: number) => {
      const batch = numbered({ size: 2 * pairs, height: side, width: side, channels: 1 });
      cutmix(batch, alpha, createRng(9));
      const shares = Array.from({ length: pairs }, (_, row) => 1 - (batch.targets[row * (2 * pairs + 1)] as number));
      return { batch, extreme: shares.filter((share) => share < 0.05 || share > 0.95).length / pairs, mean: shares.reduce((sum, share) => sum + share, 0) / pairs };
    };
    const [small, large] = [sharesOf(0.1), sharesOf(5)];
    expect(small.extreme).toBeGreaterThan(0.3);
    expect(large.extreme).toBeLessThan(0.05);
    // A half, less what sticks out.
    expect(large.mean).toBeGreaterThan(0.3);
    expect(large.mean).toBeLessThan(0.5);
    const foreign = Array.from({ length: side * side }, (_, place) =>
      Array.from({ length: pairs }, (__, row) => row).filter((row) => large.batch.images[row * side * side + place] !== row).length);
    expect(Math.min(...foreign)).toBeGreaterThan(pairs / 10);
  });
});

describe('a batch', () => {
  const shape = { size: 6, height: 4, width: 4, channels: 1 };
  const mixed = (augmentation: { mixup: number; cutmix: number }, seed: number) => {
    const batch = numbered(shape), rng = createRng(seed);
    mixBatch(batch, augmentation, rng);
    return { batch, state: rng.state() };
  };

  it('is left alone, and takes no random number, when neither is on', () => {
    expect(mixed({ mixup: 0, cutmix: 0 }, 3)).toEqual({ batch: numbered(shape), state: createRng(3).state() });
  });

  it('goes through the one that is on', () => fc.assert(fc.property(alphas, seeds, (alpha, seed) => {
    const [cut, mix] = [numbered(shape), numbered(shape)];
    cutmix(cut, alpha, createRng(seed));
    mixup(mix.images, mix.targets, mix.size, alpha, createRng(seed));
    expect(mixed({ mixup: 0, cutmix: alpha }, seed).batch).toEqual(cut);
    expect(mixed({ mixup: alpha, cutmix: 0 }, seed).batch).toEqual(mix);
  })));

  it('goes through one of two, each about as often', () => {
    // Mixup leaves no whole numbers.
    const cuts = Array.from({ length: 1000 }, (_, seed) => mixed({ mixup: 5, cutmix: 5 }, seed).batch.images.every(Number.isInteger)).filter(Boolean).length;
    expect(cuts).toBeGreaterThan(440);
    expect(cuts).toBeLessThan(560);
  });
});
