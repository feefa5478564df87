import * as tf from '@tensorflow/tfjs-core';
import { getThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { StrideError } from '@stride/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Backend, BackendProvider } from './backend.js';
import { BACKEND_NAMES, openBackend, openOneOf } from './open-backend.js';

let backend: Backend | undefined;
afterEach(() => {
  backend?.dispose();
  backend = undefined;
});

it('opens the best backend that is there and says what it is', async () => {
  backend = await openBackend({ env: {} });
  expect(tf.getBackend()).toBe(backend.name);
  expect(backend.device).toMatchObject({ backend: backend.name });
  expect(Object.values(backend.device)).not.toContain('');
});

it('runs wasm on one thread, without the threaded binary', async () => {
  backend = await openBackend({ name: 'wasm' });
  expect(backend.device).toMatchObject({ threads: 1, driver: expect.stringMatching(/^tfjs-wasm \d+\.\d+\.\d+ /) as string });
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
    code: 'BACKEND_UNAVAILABLE', message: expect.stringMatching(/"abacus".*tensorflow, webgpu, wasm/) as string,
  });
});

describe('the choice', () => {
  const there = (name: string): BackendProvider => ({ name, open: async () => ({ name }) as Backend });
  const missing = (name: string): BackendProvider => ({
    name, open: async () => { throw new StrideError('BACKEND_UNAVAILABLE', `no ${name} here`); },
  });
  const broken = (name: string): BackendProvider => ({ name, open: async () => { throw new StrideError('BACKEND_FAILED', `${name} is broken`); } });
  const choose = async (providers: BackendProvider[], options = {}) => (await openOneOf(providers, { env: {}, ...options })).name;

  it('goes from TensorFlow over WebGPU to WebAssembly', () => {
    expect(BACKEND_NAMES).toEqual(['tensorflow', 'webgpu', 'wasm']);
  });

  it('is the first that is there', async () => {
    expect(await choose([there('a'), there('b')])).toBe('a');
    expect(await choose([missing('a'), there('b'), there('c')])).toBe('b');
  });

  it('is the one that was named, or none', async () => {
    expect(await choose([there('a'), there('b')], { name: 'b' })).toBe('b');
    expect(await choose([there('a'), there('b')], { env: { STRIDE_BACKEND: 'b' } })).toBe('b');
    await expect(choose([missing('a'), there('b')], { name: 'a' })).rejects.toThrow('no a here');
    await expect(choose([missing('a'), there('b')], { env: { STRIDE_BACKEND: 'a' } })).rejects.toThrow('no a here');
  });

  it('does not pass over one that is there and broken', async () => {
    await expect(choose([broken('a'), there('b')])).rejects.toThrow('a is broken');
  });

  it('names every reason when none is there', async () => {
    await expect(choose([missing('a'), missing('b')])).rejects.toThrow(/a: no a here b: no b here/);
  });

  it('tells each whether it was asked for by name', async () => {
    const asked: boolean[] = [];
    const provider: BackendProvider = { name: 'a', open: async ({ byName }) => { asked.push(byName); return { name: 'a' } as Backend; } };
    await choose([provider]);
    await choose([provider], { name: 'a' });
    expect(asked).toEqual([false, true]);
  });
});
