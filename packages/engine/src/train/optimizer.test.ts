/** Every optimizer against the same rule written out for single numbers. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { Parameter, ParameterKind } from '../build/parameters.js';
import { flatten, Optimizer } from './optimizer.js';

beforeAll(async () => { await tf.setBackend('cpu'); });

const parameter = (kind: ParameterKind, values: number[], shape: number[]): Parameter =>
  ({ kind, variable: tf.variable(tf.tensor(values, shape)) });

type Scalar = (weight: number, gradient: number, step: number, memory: number[], decay: number) => number;

const RATE = 0.1, DECAY = 0.2;

const RULES: Record<'rmsprop' | 'sgd' | 'adamw', Scalar> = {
  rmsprop: (weight, gradient, _, memory, decay) => {
    const g = gradient + decay * weight;
    memory[0] = 0.9 * (memory[0] ?? 0) + 0.1 * g * g;
    memory[1] = 0.9 * (memory[1] ?? 0) + (RATE * g) / Math.sqrt(memory[0] + 1e-3);
    return weight - memory[1];
  },
  sgd: (weight, gradient, _, memory, decay) => {
    memory[0] = 0.9 * (memory[0] ?? 0) + gradient + decay * weight;
    return weight - RATE * memory[0];
  },
  adamw: (weight, gradient, step, memory, decay) => {
    memory[0] = 0.9 * (memory[0] ?? 0) + 0.1 * gradient;
    memory[1] = 0.999 * (memory[1] ?? 0) + 0.001 * gradient * gradient;
    const mean = memory[0] / (1 - 0.9 ** step), square = memory[1] / (1 - 0.999 ** step);
    return weight - RATE * (mean / (Math.sqrt(square) + 1e-8) + decay * weight);
  },
};

it.each(['rmsprop', 'sgd', 'adamw'] as const)('%s follows its rule, decaying kernels alone', (name) => {
  const parameters = [parameter('kernel', [1, -2, 3, 0.5], [2, 2]), parameter('bias', [1, -1], [2]), parameter('scale', [2], [1])];
  const optimizer = new Optimizer(name, parameters, DECAY);
  const expected = [1, -2, 3, 0.5, 1, -1, 2];
  const memory = expected.map((): number[] => []);
  for (let step = 1; step <= 5; step++) {
    const gradient = expected.map((_, index) => Math.sin(index + step));
    tf.tidy(() => optimizer.apply(tf.tensor1d(gradient), RATE));
    expected.forEach((weight, index) => {
      expected[index] = RULES[name](weight, gradient[index] as number, step, memory[index] as number[], index < 4 ? DECAY : 0);
    });
  }
  const actual = tf.tidy(() => flatten(parameters.map(({ variable }) => variable)).dataSync());
  expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 4));
  expect(parameters.map(({ variable }) => variable.shape)).toEqual([[2, 2], [2], [1]]);
});

it('holds the same number of tensors however many steps it takes', () => {
  const parameters = [parameter('kernel', [1, 2], [2]), parameter('bias', [0], [1])];
  const optimizer = new Optimizer('rmsprop', parameters, 0);
  const before = tf.memory().numTensors;
  for (let step = 0; step < 10; step++) tf.tidy(() => optimizer.apply(tf.tensor1d([1, 1, 1]), 0.1));
  expect(tf.memory().numTensors).toBe(before);
  optimizer.dispose();
});
