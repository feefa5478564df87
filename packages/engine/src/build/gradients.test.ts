/** Every gradient against central differences of its own forward function. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { crossEntropy } from '../train/loss.js';
import { registerGradients } from './gradients.js';
import { batchNormTraining, globalAverage, silu } from './operations.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  registerGradients();
});

/** Spread-out values without a pattern that a wrong gradient could hide behind. */
const sample = (shape: number[], phase: number) =>
  tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, index) => Math.sin(7.3 * index + phase) * 1.5), shape);

type Forward = (...inputs: tf.Tensor[]) => tf.Tensor;

function expectGradients(forward: Forward, shapes: number[][]): void {
  const inputs = shapes.map((shape, index) => sample(shape, index + 1));
  // Weighing the outputs unevenly makes every output element matter.
  const loss = (...values: tf.Tensor[]) => {
    const output = forward(...values);
    return tf.sum(tf.mul(output, sample(output.shape, 9))) as tf.Scalar;
  };
  const weighed: Forward = (...values) => weightedSum(forward(...values));
  const gradients = tf.grads(weighed as (...values: tf.Tensor[]) => tf.Tensor)(inputs);
  inputs.forEach((input, which) => {
    const values = input.dataSync<'float32'>();
    const actual = gradients[which]?.dataSync() as Float32Array;
    const step = 1e-2;
    values.forEach((value, index) => {
      const at = (moved: number) => {
        const changed = values.slice();
        changed[index] = moved;
        return loss(...inputs.map((other, place) => (place === which ? tf.tensor(changed, input.shape) : other))).dataSync()[0] as number;
      };
      const expected = (at(value + step) - at(value - step)) / (2 * step);
      expect(Math.abs((actual[index] as number) - expected)).toBeLessThan(2e-3 * Math.max(1, Math.abs(expected)) + 2e-3);
    });
  });
}

/** The weighted sum with a gradient of its own: Sum has none registered, networks do not need it. */
const weightedSum = tf.customGrad((x) => {
  const output = x as tf.Tensor;
  const weights = tf.keep(sample(output.shape, 9));
  return { value: tf.sum(tf.mul(output, weights)), gradFunc: (dy: tf.Tensor) => tf.mul(weights, dy) };
});

let targets: tf.Tensor2D;
beforeAll(() => { targets = tf.tensor2d([[0.7, 0.2, 0.1], [0, 0.5, 0.5]]); });

const CASES: [string, Forward, number[][]][] = [
  ['convolution, stride 1', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), [[2, 4, 3, 2], [3, 3, 2, 3]]],
  ['convolution, stride 2', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), [[1, 5, 4, 2], [3, 3, 2, 2]]],
  ['depthwise convolution', (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), [[2, 4, 5, 3], [3, 3, 3, 1]]],
  ['sum', (a, b) => tf.add(a as tf.Tensor, b as tf.Tensor), [[2, 3], [2, 3]]],
  ['sum with a bias', (a, b) => tf.add(a as tf.Tensor, b as tf.Tensor), [[2, 2, 2, 3], [3]]],
  ['product', (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor), [[2, 3], [2, 3]]],
  ['product with a gate per channel', (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor), [[2, 2, 3, 3], [2, 1, 1, 3]]],
  ['sigmoid', (x) => tf.sigmoid(x as tf.Tensor), [[7]]],
  ['reshape', (x) => tf.reshape(x as tf.Tensor, [3, 2]), [[2, 3]]],
  ['matrix product', (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D), [[3, 4], [4, 2]]],
  ['SiLU', (x) => silu(x as tf.Tensor), [[9]]],
  ['global average', (x) => globalAverage(x as tf.Tensor4D), [[2, 3, 2, 2]]],
  ['batch norm',
    (x, scale, shift) => batchNormTraining(x as tf.Tensor4D, scale as tf.Tensor1D, shift as tf.Tensor1D, () => {}),
    [[3, 2, 2, 2], [2], [2]]],
  ['cross entropy', (x) => crossEntropy(x as tf.Tensor2D, targets), [[2, 3]]],
];

it.each(CASES)('the gradient of %s', (_, forward, shapes) => expectGradients(forward, shapes));

it('refuses transposed matrix products instead of giving a wrong gradient', () => {
  const product = (a: tf.Tensor) => tf.matMul(a as tf.Tensor2D, tf.ones([2, 3]), true) as tf.Tensor;
  expect(() => tf.grad(product)(tf.ones([2, 2]))).toThrow('plain products');
});

it('batch norm standardises each channel and hands its moments on', () => {
  const x = tf.tensor4d([1, 10, 3, 30, 5, 50, 7, 70], [2, 2, 1, 2]);
  let mean: number[] = [], variance: number[] = [];
  const y = batchNormTraining(x, tf.tensor1d([1, 2]), tf.tensor1d([0, 5]), (moments) => {
    mean = [...moments.mean.dataSync()];
    variance = [...moments.variance.dataSync()];
  });
  expect(mean).toEqual([4, 40]);
  expect(variance).toEqual([5, 500]);
  const values = [...y.dataSync()];
  expect(values[0]).toBeCloseTo((1 - 4) / Math.sqrt(5 + 1e-3), 5);
  expect(values[1]).toBeCloseTo(5 + (2 * (10 - 40)) / Math.sqrt(500 + 1e-3), 5);
});
