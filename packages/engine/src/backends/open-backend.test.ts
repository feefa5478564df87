import * as tf from '@tensorflow/tfjs-core';
import { getThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { afterEach, expect, it } from 'vitest';
import type { Backend } from './backend.js';
import { openBackend } from './open-backend.js';

let backend: Backend | undefined;
afterEach(() => {
  backend?.dispose();
  backend = undefined;
});

it('opens the best backend that is there and says what it is', async () => {
  backend = await openBackend({ env: {} });
  expect(tf.getBackend()).toBe(backend.name);
  expect(backend.device).toMatchObject({ backend: backend.name, threads: 1 });
  expect(backend.device.driver).toMatch(/^tfjs-wasm \d+\.\d+\.\d+ simd$/);
  expect(backend.device.name).not.toBe('');
});

it('runs wasm on one thread, without the threaded binary', async () => {
  backend = await openBackend({ name: 'wasm' });
  expect(getThreadsCount()).toBe(1);
  expect(tf.env().getBool('WASM_HAS_SIMD_SUPPORT')).toBe(true);
  expect(Object.keys((tf.backend() as unknown as { wasm: object }).wasm)).not.toContain('PThread');
});

it('opens again after it was disposed', async () => {
  for (let round = 0; round < 2; round++) {
    backend = await openBackend({ name: 'wasm' });
    expect(tf.tidy(() => tf.sum(tf.tensor1d([1, 2, 3])).dataSync()[0])).toBe(6);
    backend.dispose();
  }
  backend = undefined;
});

it('follows STRIDE_BACKEND, an explicit name first', async () => {
  backend = await openBackend({ name: 'wasm', env: { STRIDE_BACKEND: 'abacus' } });
  expect(backend.name).toBe('wasm');
});

it('never replaces a backend that was asked for', async () => {
  await expect(openBackend({ env: { STRIDE_BACKEND: 'abacus' } })).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE', message: expect.stringMatching(/"abacus".*wasm/) as string,
  });
});
