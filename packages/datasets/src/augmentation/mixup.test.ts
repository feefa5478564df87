import { createRng } from '@stride/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawBeta } from './beta.js';
import { mixup } from './mixup.js';

const alphas = fc.double({ min: 0.01, max: 10, noNaN: true });

function batch(size: number, classes: number) {
  const images = Float32Array.from({ length: size * 4 }, (_, index) => Math.floor(index / 4));
  const targets = new Float32Array(size * classes);
  for (let row = 0; row < size; row++) targets[row * classes + (row % classes)] = 1;
  return { images, targets };
}

describe('mixup', () => {
  it('leaves rows of targets that sum to 1, and the same share in images as in targets', () => fc.assert(fc.property(
    fc.integer({ min: 1, max: 9 }), alphas, fc.integer({ min: 0, max: 1e6 }), (size, alpha, seed) => {
      const { images, targets } = batch(size, size);
      mixup(images, targets, size, alpha, createRng(seed));
      for (let row = 0; row < size; row++) {
        const partner = size - 1 - row;
        const target = targets.subarray(row * size, (row + 1) * size);
        expect(target.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        expect(target.every((value, column) => value >= 0 && (value === 0 || column === row || column === partner))).toBe(true);
        const own = target[row] as number;
        expect(own).toBeGreaterThanOrEqual(0.5);
        for (const value of images.subarray(row * 4, (row + 1) * 4)) expect(value).toBeCloseTo(own * row + (1 - own) * partner, 4);
      }
      const again = batch(size, size);
      mixup(again.images, again.targets, size, alpha, createRng(seed));
      expect(again).toEqual({ images, targets });
    })));

  it('mixes little with a small alpha and much with a large one', () => {
    const mean = (alpha: number) => {
      const { images, targets } = batch(1000, 1000);
      mixup(images, targets, 1000, alpha, createRng(4));
      return targets.reduce((sum, value, index) => (index % 1001 === 0 ? sum + value : sum), 0) / 1000;
    };
    expect(mean(0.02)).toBeGreaterThan(0.97);
    // The larger part of a uniform share is three quarters on average.
    expect(mean(1)).toBeGreaterThan(0.72);
    expect(mean(1)).toBeLessThan(0.78);
    expect(mean(10)).toBeLessThan(0.62);
  });
});

describe('drawBeta', () => {
  it('lies in 0 to 1, however small or large its parameters are', () => fc.assert(fc.property(
    fc.double({ min: 1e-4, max: 1000, noNaN: true }), fc.double({ min: 1e-4, max: 1000, noNaN: true }), fc.integer({ min: 0, max: 1e6 }), (a, b, seed) => {
      const value = drawBeta(a, b, createRng(seed));
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    })));

  it.each([[0.2, 0.2], [0.5, 2], [1, 1], [3, 1], [5, 10]])('Beta(%d, %d) has its mean and variance', (a, b) => {
    const rng = createRng(11);
    const values = Array.from({ length: 20_000 }, () => drawBeta(a, b, rng));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(a / (a + b), 1.7);
    expect(variance / ((a * b) / ((a + b) ** 2 * (a + b + 1)))).toBeCloseTo(1, 1);
  });
});
