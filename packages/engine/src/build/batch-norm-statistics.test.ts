import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { BatchNormStatistics } from './batch-norm-statistics.js';

beforeAll(async () => { await tf.setBackend('cpu'); });

const moments = (...layers: number[][]) => layers.map((values) => (
  { mean: tf.tensor1d(values), variance: tf.tensor1d(values.map((value) => value * 10)) }));
const values = (statistics: BatchNormStatistics) => tf.tidy(() =>
  statistics.layers().map(({ mean, variance }) => [[...mean.dataSync()], [...variance.dataSync()]]));

it('starts at mean 0 and variance 1', () => {
  expect(values(new BatchNormStatistics([1, 2], 0.9))).toEqual([[[0], [1]], [[0, 0], [1, 1]]]);
});

it('is the plain average while batches are few, then a running one', () => {
  const statistics = new BatchNormStatistics([1, 2], 0.5);
  statistics.update(moments([8], [1, 2]));
  expect(values(statistics)).toEqual([[[8], [80]], [[1, 2], [10, 20]]]);
  statistics.update(moments([4], [3, 4]));
  expect(values(statistics)).toEqual([[[6], [60]], [[2, 3], [20, 30]]]);
  statistics.update(moments([2], [2, 3]));
  expect(values(statistics)).toEqual([[[4], [40]], [[2, 3], [20, 30]]]);
});

it('holds two tensors however often it is updated', () => {
  const before = tf.memory().numTensors;
  const statistics = new BatchNormStatistics([3], 0.9);
  for (let step = 0; step < 20; step++) statistics.update(moments([1, 2, 3]));
  expect(tf.memory().numTensors).toBe(before + 2);
  statistics.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
