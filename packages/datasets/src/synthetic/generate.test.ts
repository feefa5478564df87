import { expect, it } from 'vitest';
import { syntheticDataset } from './generate.js';

it('is the same for the same options and another for another seed', () => {
  expect(syntheticDataset({ train: 30 })).toEqual(syntheticDataset({ train: 30 }));
  expect(syntheticDataset({ train: 30, seed: 2 }).train.images).not.toEqual(syntheticDataset({ train: 30 }).train.images);
});

it('has the asked shape and is balanced', () => {
  const asked = { shape: { height: 8, width: 6, channels: 3 }, classes: 4 };
  const { train, shape, classes } = syntheticDataset({ ...asked, train: 40, validation: 8, test: 4 });
  expect(train.images.length).toBe(40 * 8 * 6 * 3);
  expect([0, 1, 2, 3].map((label) => train.labels.filter((other) => other === label).length)).toEqual([10, 10, 10, 10]);
  expect({ shape, classes }).toEqual(asked);
});

it('can be told apart: the nearest class mean is right almost always', () => {
  const { train, validation, classes } = syntheticDataset();
  const pixels = train.images.length / train.size;
  const means = Array.from({ length: classes }, () => new Float64Array(pixels));
  train.images.forEach((value, index) => {
    const mean = means[train.labels[Math.floor(index / pixels)] as number] as Float64Array;
    mean[index % pixels] = (mean[index % pixels] as number) + value / (train.size / classes);
  });
  const distance = (mean: Float64Array, index: number) =>
    mean.reduce((sum, value, pixel) => sum + (value - (validation.images[index * pixels + pixel] as number)) ** 2, 0);
  const right = Array.from(validation.labels).filter((label, index) => {
    const distances = means.map((mean) => distance(mean, index));
    return distances.indexOf(Math.min(...distances)) === label;
  });
  expect(right.length / validation.size).toBeGreaterThan(0.95);
});
