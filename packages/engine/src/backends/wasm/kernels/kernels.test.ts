import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../../backend.js';
import { openBackend } from '../../open-backend.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend({ name: 'wasm' }); });
afterAll(() => backend.dispose());

type Values = { values: Float32Array; shape: number[] };

function random(shape: number[], seed: number): Values {
  let state = seed + 1;
  const next = () => ((state = (Math.imul(state, 48271) + 11) & 0x7fffffff) / 0x40000000) - 1;
  return { values: Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape };
}

/** Runs one kernel on one backend from plain numbers to plain numbers, and expects that no tensor is left behind. */
async function runOn(name: string, kernel: string, inputs: Record<string, Values>, attributes: object): Promise<Values> {
  await tf.setBackend(name);
  const before = tf.memory().numTensors;
  const result = tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(inputs).map(([key, { values, shape }]) => [key, tf.tensor(values, shape)]));
    const output = tf.engine().runKernel(kernel, tensors, attributes as tf.NamedAttrMap) as tf.Tensor;
    return { values: output.dataSync<'float32'>().slice(), shape: output.shape };
  });
  expect(tf.memory().numTensors).toBe(before);
  return result;
}

async function expectSame(kernel: string, inputs: Record<string, Values>, attributes: object): Promise<void> {
  const expected = await runOn('cpu', kernel, inputs, attributes);
  const actual = await runOn('wasm', kernel, inputs, attributes);
  expect(actual.shape).toEqual(expected.shape);
  const scale = Math.max(1, ...expected.values.map(Math.abs));
  expected.values.forEach((value, index) => expect(Math.abs((actual.values[index] as number) - value)).toBeLessThan(1e-4 * scale));
}

it('sums and means agree with the cpu backend over any axes', () => fc.assert(fc.asyncProperty(
  fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }), fc.subarray([0, 1, 2, 3]), fc.boolean(),
  fc.integer({ min: 0, max: 1000 }),
  async (shape, chosen, keepDims, seed) => {
    const axis = chosen.filter((index) => index < shape.length);
    await expectSame(tf.Sum, { x: random(shape, seed) }, { axis, keepDims });
    await expectSame(tf.Mean, { x: random(shape, seed) }, { axis, keepDims });
  }), { numRuns: 200 }));

it('clones share their values until the last handle is gone', async () => {
  await tf.setBackend('wasm');
  const before = tf.memory();
  const first = tf.tensor1d([1, 2, 3]);
  const second = tf.clone(first);
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
  first.dispose();
  expect([...second.dataSync()]).toEqual([1, 2, 3]);
  second.dispose();
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
});

it('splits agree with the cpu backend along any axis', async () => {
  const x = random([6, 4], 1);
  const parts = async (name: string, sizes: number[], axis: number) => {
    await tf.setBackend(name);
    return tf.tidy(() => tf.split(tf.tensor(x.values, x.shape), sizes, axis)
      .map((part) => ({ shape: part.shape, values: [...part.dataSync()] })));
  };
  for (const [sizes, axis] of [[[1, 2, 3], 0], [[6], 0], [[3, 1], 1], [[2, 2], -1]] as const) {
    expect(await parts('wasm', [...sizes], axis)).toEqual(await parts('cpu', [...sizes], axis));
  }
});
