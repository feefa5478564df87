/** Every gradient against central differences of its own forward function. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { expectGradients, type Forward } from '../testing/finite-differences.js';
import { registerGradients } from './gradients.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  registerGradients();
});

const CASES: [string, Forward, number[][]][] = [
  ['convolution, stride 1', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), [[2, 4, 3, 2], [3, 3, 2, 3]]],
  ['convolution, stride 2', (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), [[1, 5, 4, 2], [3, 3, 2, 2]]],
  ['depthwise convolution', (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), [[2, 4, 5, 3], [3, 3, 3, 1]]],
  ['sum', (a, b) => tf.add(a as tf.Tensor, b as tf.Tensor), [[2, 3], [2, 3]]],
  ['sum with a bias', (a, b) => tf.add(a as tf.Tensor, b as tf.Tensor), [[2, 2, 2, 3], [3]]],
  ['product', (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor), [[2, 3], [2, 3]]],
  ['product with a gate per channel', (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor), [[2, 2, 3, 3], [2, 1, 1, 3]]],
  ['matrix product', (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D), [[3, 4], [4, 2]]],
];

it.each(CASES)('the gradient of %s', (_, forward, shapes) => expectGradients(forward, shapes));

it('refuses transposed matrix products instead of giving a wrong gradient', () => {
  const product = (a: tf.Tensor) => tf.matMul(a as tf.Tensor2D, tf.ones([2, 3]), true) as tf.Tensor;
  expect(() => tf.grad(product)(tf.ones([2, 2]))).toThrow('plain products');
});
