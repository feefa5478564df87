import { createRng } from '@stride/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalizationOf, normalizer } from './normalization.js';

const splits = fc.tuple(fc.constantFrom(1, 2, 3), fc.integer({ min: 1, max: 40 })).chain(([channels, pixels]) =>
  fc.uint8Array({ minLength: channels * pixels, maxLength: channels * pixels })
    .map((images) => ({ channels, split: { size: 1, images, labels: new Uint8Array(1) } })));

it('finds mean and deviation of every channel as their definitions do', () => fc.assert(fc.property(splits, ({ channels, split }) => {
  const { mean, deviation } = normalizationOf(split, channels);
  for (let channel = 0; channel < channels; channel++) {
    const values = [...split.images].filter((_, index) => index % channels === channel);
    const expected = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - expected) ** 2, 0) / values.length;
    expect(mean[channel]).toBeCloseTo(expected, 9);
    expect(deviation[channel]).toBeCloseTo(Math.sqrt(variance) || 1, 6);
  }
})));

it('gives every value less the mean, by the deviation, and touches nothing else', () => fc.assert(fc.property(splits, ({ channels, split }) => {
  const normalization = normalizationOf(split, channels);
  const { images } = split;
  const count = images.length - channels;
  const out = new Float32Array(images.length + 2).fill(7);
  normalizer(normalization)(images, channels, out, 1, count);
  for (let index = 0; index < count; index++) {
    const channel = index % channels;
    const value = ((images[channels + index] as number) - (normalization.mean[channel] as number)) / (normalization.deviation[channel] as number);
    expect(out[1 + index]).toBe(Math.fround(value));
  }
  expect([out[0], ...out.subarray(1 + count)]).toEqual([7, ...Array.from({ length: channels + 1 }, () => 7)]);
})));

it('is exact for many pixels', () => {
  const rng = createRng(1);
  const images = Uint8Array.from({ length: 300_000 }, () => rng.integer(256));
  const sum = images.reduce((total, value) => total + value, 0);
  expect(normalizationOf({ size: 1, images, labels: new Uint8Array(1) }, 1).mean).toEqual([sum / 300_000]);
});
