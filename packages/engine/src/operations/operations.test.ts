/** Every custom op: its gradient by finite differences, and the custom kernels against the composition of plain ops. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import { registerGradients } from '../build/gradients.js';
import { expectGradients, type Forward } from '../testing/finite-differences.js';
import { batchNormInference, batchNormTraining, type BatchMoments } from './batch-norm.js';
import { crossEntropy } from './cross-entropy.js';
import { globalAverage, imageProducts, imageScale } from './image-channels.js';
import { silu } from './silu.js';
import { squeezeExcite } from './squeeze-excite.js';

let wasm: Backend;
beforeAll(async () => {
  wasm = await openBackend({ name: 'wasm' });
  registerGradients();
});
afterAll(() => wasm.dispose());

const norm = (activation: boolean): Forward => (x, scale, shift) => batchNormTraining(
  x as tf.Tensor4D, { scale: scale as tf.Tensor1D, shift: shift as tf.Tensor1D }, activation,
  ({ mean, variance }) => tf.dispose([mean, variance]));
const attention: Forward = (x, squeeze, squeezeBias, excite, exciteBias) => squeezeExcite(x as tf.Tensor4D, {
  squeeze: squeeze as tf.Tensor2D, squeezeBias: squeezeBias as tf.Tensor1D,
  excite: excite as tf.Tensor2D, exciteBias: exciteBias as tf.Tensor1D,
});
/** Smoothed labels of three classes; the second row does not sum to 1. */
const lossOf: Forward = (logits) => crossEntropy(logits as tf.Tensor2D, tf.tensor2d([[0.7, 0.2, 0.1], [0, 0.5, 0.4]]));

const CASES: [string, Forward, number[][]][] = [
  ['SiLU', (x) => silu(x as tf.Tensor), [[9]]],
  ['the global average', (x) => globalAverage(x as tf.Tensor4D), [[2, 3, 2, 5]]],
  ['batch norm', norm(false), [[3, 2, 2, 5], [5], [5]]],
  ['batch norm with SiLU', norm(true), [[3, 2, 2, 5], [5], [5]]],
  ['squeeze-excite', attention, [[2, 2, 3, 5], [5, 2], [2], [2, 5], [5]]],
  ['softmax cross entropy', lossOf, [[2, 3]]],
];

describe.each(['cpu', 'wasm'])('on %s, the gradient of', (backend) => {
  it.each(CASES)('%s', async (_, forward, shapes) => {
    await tf.setBackend(backend);
    expectGradients(forward, shapes);
  });
});

it.each(['cpu', 'wasm'])('batch norm standardises each channel and hands its moments on, on %s', async (backend) => {
  await tf.setBackend(backend);
  const x = tf.tensor4d([1, 10, 3, 30, 5, 50, 7, 70], [2, 2, 1, 2]);
  let mean: number[] = [], variance: number[] = [];
  const y = batchNormTraining(x, { scale: tf.tensor1d([1, 2]), shift: tf.tensor1d([0, 5]) }, false, (moments) => {
    mean = [...moments.mean.dataSync()];
    variance = [...moments.variance.dataSync()];
  });
  [4, 40].forEach((value, channel) => expect(mean[channel]).toBeCloseTo(value, 4));
  [5, 500].forEach((value, channel) => expect(variance[channel]).toBeCloseTo(value, 3));
  const values = [...y.dataSync()];
  expect(values[0]).toBeCloseTo((1 - 4) / Math.sqrt(5 + 1e-3), 5);
  expect(values[1]).toBeCloseTo(5 + (2 * (10 - 40)) / Math.sqrt(500 + 1e-3), 5);
});

describe('custom kernels agree with the composition of plain ops, and their gradients too', () => {
  /** Value, then gradient by every input of the output weighed by `sample`. */
  const run = async (backend: string, forward: Forward, inputs: readonly tf.TensorLike[], shapes: number[][]) => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const results = tf.tidy(() => {
      const tensors = inputs.map((values, index) => tf.tensor(values as number[], shapes[index]));
      const value = forward(...tensors);
      const dy = tf.tensor(numbers(value.size, 99), value.shape);
      const gradients = tf.grads(forward as (...x: tf.Tensor[]) => tf.Tensor)(tensors, dy);
      return [value, ...gradients].map((tensor) => tensor.dataSync<'float32'>().slice());
    });
    expect(tf.memory().numTensors).toBe(before);
    return results;
  };
  const agree = async (forward: Forward, shapes: number[][], seed: number) => {
    const inputs = shapes.map((shape, index) => numbers(tf.util.sizeFromShape(shape), seed + index));
    const expected = await run('cpu', forward, inputs, shapes), actual = await run('wasm', forward, inputs, shapes);
    expected.forEach((values, which) => expectClose(actual[which] as Float32Array, values));
  };
  const size = fc.integer({ min: 1, max: 9 }), channels = fc.integer({ min: 1, max: 67 }), seed = fc.integer({ min: 0, max: 1_000_000 });

  it('batch norm, with SiLU and without', () => fc.assert(fc.asyncProperty(
    size, size, fc.integer({ min: 1, max: 40 }), channels, fc.boolean(), seed,
    (batch, height, width, count, activation, start) =>
      agree(norm(activation), [[batch + 1, height, width, count], [count], [count]], start)), { numRuns: 60 }));

  it('squeeze-excite', () => fc.assert(fc.asyncProperty(size, size, size, channels, fc.integer({ min: 1, max: 17 }), seed,
    (batch, height, width, count, hidden, start) =>
      agree(attention, [[batch, height, width, count], [count, hidden], [hidden], [hidden, count], [count]], start)), { numRuns: 60 }));

  it('the global average, SiLU and cross entropy', () => fc.assert(fc.asyncProperty(size, size, size, channels, seed,
    async (batch, height, width, count, start) => {
      await agree((x) => globalAverage(x as tf.Tensor4D), [[batch, height, width, count]], start);
      await agree((x) => silu(x as tf.Tensor), [[batch, count]], start);
      const targets = numbers(batch * count, start + 7).map(Math.abs);
      await agree((x) => crossEntropy(x as tf.Tensor2D, tf.tensor2d(targets, [batch, count])), [[batch, count]], start);
    }), { numRuns: 60 }));

  it('batch norm with given moments', () => fc.assert(fc.asyncProperty(size, size, channels, fc.boolean(), seed,
    async (batch, height, count, activation, start) => {
      const vector = (offset: number) => numbers(count, start + offset);
      const values = async (backend: string) => {
        await tf.setBackend(backend);
        return tf.tidy(() => {
          const moments: BatchMoments = { mean: tf.tensor1d(vector(1)), variance: tf.tensor1d(vector(2).map(Math.abs)) };
          const parameters = { scale: tf.tensor1d(vector(3)), shift: tf.tensor1d(vector(4)) };
          const x = tf.tensor4d(numbers(batch * height * count, start), [batch, height, 1, count]);
          return batchNormInference(x, moments, parameters, activation).dataSync<'float32'>().slice();
        });
      };
      expectClose(await values('wasm'), await values('cpu'));
    }), { numRuns: 60 }));

  it('batch norm of values far from 0 beside their spread', async () => {
    const shifted: Forward = (x, scale, shift) => norm(true)(tf.add(x as tf.Tensor, 300), scale as tf.Tensor, shift as tf.Tensor);
    await tf.setBackend('wasm');
    const y = tf.tidy(() => shifted(tf.tensor(numbers(4000, 3), [10, 10, 10, 4]), tf.ones([4]), tf.zeros([4])).dataSync<'float32'>().slice());
    const expected = tf.tidy(() => norm(true)(tf.tensor(numbers(4000, 3), [10, 10, 10, 4]), tf.ones([4]), tf.zeros([4])).dataSync<'float32'>());
    y.forEach((value, index) => expect(Math.abs(value - (expected[index] as number))).toBeLessThan(5e-4));
  });
});

it('SiLU is right over the whole range of floats', async () => {
  await tf.setBackend('wasm');
  const values = [-3e38, -200, -88, -87, -50, -20, -10, -1, -1e-3, -1e-30, 0, 1e-30, 1e-3, 1, 10, 20, 50, 87, 88, 200, 3e38];
  const actual = tf.tidy(() => silu(tf.tensor1d(values)).dataSync());
  values.forEach((x, index) => {
    const expected = x / (1 + Math.exp(-x));
    expect(Math.abs((actual[index] as number) - expected)).toBeLessThanOrEqual(2e-6 * Math.abs(expected) + 1e-30);
  });
});

it('NaN in is NaN out, in the channel, image or row that it touches', async () => {
  await tf.setBackend('wasm');
  const x = numbers(2 * 3 * 3 * 5, 1), ones = tf.ones([5]) as tf.Tensor1D, zeros = tf.zeros([5]) as tf.Tensor1D;
  x[7] = NaN;
  const images = tf.tensor4d(x, [2, 3, 3, 5]);
  const isNaN = (tensor: tf.Tensor) => [...tensor.dataSync()].map((value) => Number.isNaN(value));
  const ofChannel2 = x.map((_, index) => index % 5 === 2);
  expect(isNaN(norm(true)(images, ones, zeros))).toEqual(ofChannel2);
  const [dx] = tf.grads(norm(true) as (...inputs: tf.Tensor[]) => tf.Tensor)([images, ones, zeros]) as [tf.Tensor];
  expect(isNaN(dx)).toEqual(ofChannel2);
  expect(isNaN(silu(images))).toEqual(x.map(Number.isNaN));
  expect(isNaN(globalAverage(images))).toEqual(Array.from({ length: 10 }, (_, index) => index === 2));
  expect(isNaN(imageProducts(images, images))).toEqual(Array.from({ length: 10 }, (_, index) => index === 2));
  expect(isNaN(imageScale(images, tf.ones([2, 5]), tf.zeros([2, 5])))).toEqual(x.map(Number.isNaN));
  expect(isNaN(crossEntropy(tf.tensor2d([1, NaN, 1], [1, 3]), tf.tensor2d([1, 0, 0], [1, 3])))).toEqual([true]);
});

/** Numbers between -1 and 1 that `seed` decides. */
function numbers(count: number, seed: number): number[] {
  let state = seed + 1;
  return Array.from({ length: count }, () => ((state = (Math.imul(state, 48271) + 11) & 0x7fffffff) / 0x40000000) - 1);
}

/** The largest difference may be 1e-4 of the largest value. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  let scale = 1, difference = 0;
  for (let index = 0; index < expected.length; index++) {
    scale = Math.max(scale, Math.abs(expected[index] as number));
    const distance = Math.abs((actual[index] as number) - (expected[index] as number));
    if (!(distance <= difference)) difference = distance;
  }
  expect(difference).toBeLessThan(1e-4 * scale);
}
