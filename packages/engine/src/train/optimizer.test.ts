/** Every optimizer against the same rule written out for single numbers, on plain ops and on custom kernels. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import type { Parameter, ParameterKind } from '../build/parameters.js';
import { flatten } from '../operations/flatten.js';
import { Optimizer } from './optimizer.js';

let wasm: Backend;
beforeAll(async () => { wasm = await openBackend({ name: 'wasm' }); });
afterAll(() => wasm.dispose());

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

const AVERAGE = 0.5;
const NAMES = ['rmsprop', 'sgd', 'adamw'] as const;
const SHAPES: readonly [ParameterKind, number[]][] = [['kernel', [2, 3, 2]], ['bias', [5]], ['scale', [1]], ['kernel', [4]]];

const startValues = (shape: number[]) => Array.from({ length: tf.util.sizeFromShape(shape) }, (_, index) => Math.cos(3 * index) * 2);
const gradientsAt = (step: number) => SHAPES.map(([, shape], which) => startValues(shape).map((_, index) => Math.sin(which + 5 * index + step)));
const tensors = (values: number[][]) => values.map((vector, which) => tf.tensor(vector, SHAPES[which]?.[1]));
const make = (name: (typeof NAMES)[number], average: number) => {
  const parameters = SHAPES.map(([kind, shape]) => parameter(kind, startValues(shape), shape));
  const read = () => tf.tidy(() => flatten(parameters.map(({ variable }) => variable)).dataSync<'float32'>().slice());
  return { parameters, read, optimizer: new Optimizer(name, parameters, DECAY, average) };
};

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => { await tf.setBackend(backend); });

  it.each(NAMES)('%s follows its rule, decaying kernels alone, and averages the weights', async (name) => {
    const { parameters, read, optimizer } = make(name, AVERAGE);
    const weights = SHAPES.flatMap(([, shape]) => startValues(shape)), averages = [...weights];
    const decays = SHAPES.flatMap(([kind, shape]) => startValues(shape).map(() => (kind === 'kernel' ? DECAY : 0)));
    const memory = weights.map((): number[] => []);
    for (let step = 1; step <= 5; step++) {
      const gradient = gradientsAt(step).flat();
      const sum = tf.tidy(() => optimizer.apply(tensors(gradientsAt(step)), RATE).dataSync()[0]);
      expect(sum).toBeCloseTo(gradient.reduce((a, b) => a + b), 4);
      const share = Math.min(AVERAGE, (1 + step) / (10 + step));
      gradient.forEach((g, index) => {
        weights[index] = RULES[name](weights[index] as number, g, step, memory[index] as number[], decays[index] as number);
        averages[index] = share * (averages[index] as number) + (1 - share) * weights[index];
      });
    }
    expect(parameters.map(({ variable }) => variable.shape)).toEqual(SHAPES.map(([, shape]) => shape));
    const trained = read();
    weights.forEach((value, index) => expect(trained[index]).toBeCloseTo(value, 4));
    const averaged = await optimizer.withAverages(async () => read());
    averages.forEach((value, index) => expect(averaged[index]).toBeCloseTo(value, 4));
    expect(read()).toEqual(trained);
  });

  it.each(NAMES)('%s goes on bit for bit from its stored state', (name) => {
    const first = make(name, AVERAGE), second = make(name, AVERAGE);
    const step = ({ optimizer }: typeof first, number: number) => tf.tidy(() => { optimizer.apply(tensors(gradientsAt(number)), RATE); });
    step(first, 1);
    step(first, 2);
    const values = first.read();
    let offset = 0;
    for (const { variable } of second.parameters) {
      variable.assign(tf.tensor(values.slice(offset, (offset += variable.size)), variable.shape));
    }
    second.optimizer.restore(first.optimizer.state().map((tensor) => tensor.dataSync<'float32'>().slice()), first.optimizer.step);
    step(first, 3);
    step(second, 3);
    expect(second.read()).toEqual(first.read());
  });

  it('holds the same number of tensors however many steps it takes', async () => {
    const { optimizer } = make('rmsprop', AVERAGE);
    const before = tf.memory().numTensors;
    for (let step = 0; step < 10; step++) tf.tidy(() => { optimizer.apply(tensors(gradientsAt(step)), 0.1); });
    await optimizer.withAverages(async () => {});
    expect(tf.memory().numTensors).toBe(before);
    optimizer.dispose();
  });

  it('leaves no operation with the old weights', () => {
    const filter = tf.variable(tf.ones<tf.Rank.R4>([3, 3, 4, 1]));
    const optimizer = new Optimizer('sgd', [{ kind: 'kernel', variable: filter as tf.Variable }], 0);
    const total = () => tf.tidy(() => tf.sum(tf.depthwiseConv2d(tf.ones<tf.Rank.R4>([1, 3, 3, 4]), filter as tf.Tensor4D, 1, 'valid')).dataSync()[0]);
    expect(total()).toBe(36);
    tf.tidy(() => { optimizer.apply([tf.ones(filter.shape)], 0.5); });
    expect(total()).toBe(18);
  });

  it('tells of a gradient that is not finite', () => {
    const { optimizer } = make('sgd', 0);
    const gradients = gradientsAt(1);
    (gradients[1] as number[])[4] = NaN;
    expect(tf.tidy(() => optimizer.apply(tensors(gradients), RATE).dataSync()[0])).toBeNaN();
  });

  it('refuses a state of another shape', () => {
    expect(() => make('sgd', 0).optimizer.restore([new Float32Array(3)], 1)).toThrow('1 vectors of 22 numbers');
  });
});
