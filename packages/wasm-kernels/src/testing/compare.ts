/** Runs a kernel on this package's backend and on the plain cpu backend, and compares. */
import '@tensorflow/tfjs-backend-cpu';
import { setThreadsCount, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { registerSimdKernels, type SimdVariant } from '../index.js';

export interface Values {
  readonly values: Float32Array;
  readonly shape: number[];
}

/** Both binaries; the first is what runs where the second cannot. */
export const VARIANTS: readonly SimdVariant[] = ['simd', 'relaxed-simd'];

export async function openWasm(variant?: SimdVariant): Promise<BackendWasm> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  setThreadsCount(1);
  expect(await tf.setBackend('wasm')).toBe(true);
  const backend = tf.backend() as BackendWasm;
  registerSimdKernels(backend, variant);
  return backend;
}

/** Numbers between -1 and 1 that `seed` decides. */
export function random(shape: number[], seed: number): Values {
  let state = seed + 1;
  const next = () => ((state = (Math.imul(state, 48271) + 11) & 0x7fffffff) / 0x40000000) - 1;
  return { values: Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape };
}

/** Expects that no tensor is left behind. */
export async function runOn(name: string, kernel: string, inputs: Record<string, Values>, attributes: object): Promise<Values> {
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

/** The largest difference may be 1e-4 of the largest value. */
export async function expectSame(kernel: string, inputs: Record<string, Values>, attributes: object): Promise<void> {
  const expected = await runOn('cpu', kernel, inputs, attributes);
  const actual = await runOn('wasm', kernel, inputs, attributes);
  expect(actual.shape).toEqual(expected.shape);
  let scale = 1, difference = 0;
  for (let index = 0; index < expected.values.length; index++) {
    const [value, other] = [expected.values[index] as number, actual.values[index] as number];
    scale = Math.max(scale, Math.abs(value));
    if (!(Math.abs(other - value) <= difference)) difference = Math.abs(other - value);
  }
  expect(difference).toBeLessThan(1e-4 * scale);
}
