import '@tensorflow/tfjs-backend-cpu';
import { createRng, type Dataset } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { batchMaker, chooseImages, normalizationOf, shuffledIndices } from './batches.js';

beforeAll(async () => { await tf.setBackend('cpu'); });

const split = { size: 3, images: Uint8Array.of(0, 10, 0, 20, 100, 10, 100, 20, 200, 10, 200, 20), labels: Uint8Array.of(0, 1, 2) };
const dataset: Dataset = {
  name: 'tiny', shape: { height: 1, width: 2, channels: 2 }, classes: 3, train: split, validation: split, test: split,
};

it('normalises per channel to mean 0 and deviation 1 over the split', () => {
  const normalization = normalizationOf(split, 2);
  expect(normalization.mean).toEqual([100, 15]);
  expect(normalization.deviation[1]).toBe(5);
  expect(normalizationOf({ ...split, images: new Uint8Array(12).fill(9) }, 1)).toEqual({ mean: [9], deviation: [1] });
  const maker = batchMaker(dataset, split, Uint32Array.of(0, 1, 2), dataset.shape, normalization, 0);
  const { images } = maker.make([0, 1, 2]);
  expect(images.shape).toEqual([3, 1, 2, 2]);
  const perChannel = tf.moments(images, [0, 1, 2]);
  [...perChannel.mean.dataSync()].forEach((mean) => expect(mean).toBeCloseTo(0, 5));
  [...perChannel.variance.dataSync()].forEach((variance) => expect(variance).toBeCloseTo(1, 4));
});

it('spreads the smoothing over all classes and counts images from the chosen ones', () => {
  const maker = batchMaker(dataset, split, Uint32Array.of(2, 0), dataset.shape, normalizationOf(split, 2), 0.3);
  expect([maker.size, maker.labelOf(0), maker.labelOf(1)]).toEqual([2, 2, 0]);
  const targets = maker.make([0, 1]).targets.arraySync();
  [[0.1, 0.1, 0.8], [0.8, 0.1, 0.1]].forEach((row, index) => {
    row.forEach((value, column) => expect(targets[index]?.[column]).toBeCloseTo(value, 6));
  });
});

it('resizes images for a network of another size', () => {
  const before = tf.memory().numTensors;
  const maker = batchMaker(dataset, split, Uint32Array.of(0, 1), { height: 3, width: 4, channels: 2 }, normalizationOf(split, 2), 0);
  const { images, targets } = maker.make([1]);
  expect(images.shape).toEqual([1, 3, 4, 2]);
  tf.dispose([images, targets]);
  expect(tf.memory().numTensors).toBe(before);
});

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
