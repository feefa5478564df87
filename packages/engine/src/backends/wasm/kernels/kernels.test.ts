import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
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
