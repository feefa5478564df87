import '@tensorflow/tfjs-backend-cpu';
import { createRng, NO_AUGMENTATION, type Dataset } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchMaker } from './batches.js';
import { normalizationOf } from './normalization.js';

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

describe('images of a stage', () => {
  const wide = { ...dataset, shape: { height: 2, width: 4, channels: 1 } };
  const images = Uint8Array.from({ length: 24 }, (_, index) => index * 10);
  const wideSplit = { size: 3, images, labels: Uint8Array.of(0, 1, 2) };
  const plain = { mean: [0], deviation: [1] };
  const shownAs = (imageSize: { height: number; width: number }, input = wide.shape, augmentation = NO_AUGMENTATION) => {
    const maker = batchMaker(wide, wideSplit, Uint32Array.of(0, 1, 2), input, plain, 0);
    const host = maker.prepare([1], { augmentation, imageSize, rng: createRng(1) });
    const batch = maker.upload(host);
    const seen = { host: host.imageSize, shape: batch.images.shape, values: [...batch.images.dataSync()] };
    tf.dispose([batch.images, batch.targets]);
    return seen;
  };

  it('are made smaller on the host', () => {
    expect(shownAs({ height: 1, width: 2 })).toEqual({ host: { height: 1, width: 2 }, shape: [1, 1, 2, 1], values: [105, 125] });
    expect(shownAs({ height: 2, width: 4 })).toMatchObject({ host: { height: 2, width: 4 }, shape: [1, 2, 4, 1] });
  });

  it('are made larger on the device, like those of the network\'s own size', () => {
    const larger = { height: 6, width: 12, channels: 1 };
    expect(shownAs({ height: 4, width: 8 }, larger)).toMatchObject({ host: { height: 2, width: 4 }, shape: [1, 4, 8, 1] });
    expect(shownAs(larger, larger)).toMatchObject({ host: { height: 2, width: 4 }, shape: [1, 6, 12, 1] });
    const smaller = { height: 1, width: 2, channels: 1 };
    expect(shownAs(smaller, smaller)).toMatchObject({ host: { height: 2, width: 4 }, shape: [1, 1, 2, 1] });
  });
});

describe('variation', () => {
  const maker = () => batchMaker(dataset, split, Uint32Array.of(0, 1, 2), dataset.shape, normalizationOf(split, 2), 0.3);
  const vary = (part: object, seed = 1) => maker().prepare([0, 1, 2], { augmentation: { ...NO_AUGMENTATION, ...part }, imageSize: dataset.shape, rng: createRng(seed) });

  it('changes images before they are normalised, and no targets', () => {
    const plain = maker().prepare([0, 1, 2]);
    expect(vary({})).toEqual(plain);
    const mirrored = Array.from({ length: 20 }, (_, seed) => vary({ flip: true }, seed));
    expect(new Set(mirrored.map(({ images }) => images.join())).size).toBeGreaterThan(1);
    for (const { images, targets } of mirrored) {
      expect(targets).toEqual(plain.targets);
      for (let row = 0; row < 3; row++) {
        const [a, b, c, d] = plain.images.subarray(row * 4, row * 4 + 4) as unknown as [number, number, number, number];
        expect([[a, b, c, d], [c, d, a, b]]).toContainEqual([...images.subarray(row * 4, row * 4 + 4)]);
      }
    }
    expect(split.images[1]).toBe(10);
  });

  it('mixes images and targets alike', () => {
    const { targets } = vary({ mixup: 1 });
    for (let row = 0; row < 3; row++) expect(targets.subarray(row * 3, row * 3 + 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
    // Image 1 has itself for company; 0 and 2 have each other.
    expect(targets[4]).toBeCloseTo(0.8, 6);
    expect(targets[0]).toBeLessThan(0.8);
    expect(targets[0]).toBeGreaterThanOrEqual(targets[2] as number);
  });

  it('is the same for the same seed and another for another', () => {
    const all = { crop: 1, flip: true, randAugment: { operations: 2, magnitude: 9.5 }, mixup: 0.2, cutmix: 0 };
    const gray = batchMaker(
      { ...dataset, shape: { height: 2, width: 2, channels: 1 } }, split, Uint32Array.of(0, 1, 2), { height: 2, width: 2, channels: 1 },
      normalizationOf(split, 1), 0);
    const draw = (seed: number) => gray.prepare([0, 1, 2], { augmentation: all, imageSize: { height: 2, width: 2 }, rng: createRng(seed) });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
