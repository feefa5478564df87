import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { StrideError } from '@stride/core';
import { expect, it } from 'vitest';
import { openBackend } from '../open-backend.js';
import { isOutOfMemory } from './memory.js';

const QUARTER_GIGABYTE = [2 ** 26];

it('turns memory that cannot grow any further into OUT_OF_MEMORY', async () => {
  const backend = await openBackend({ name: 'wasm' });
  const wasm = tf.backend() as BackendWasm;
  let failure: unknown;
  // Allocated but never touched, so the host does not spend 4 GB on it.
  for (let count = 0; count < 64 && failure === undefined; count++) {
    try {
      wasm.makeOutput(QUARTER_GIGABYTE, 'float32');
    } catch (error) {
      failure = error;
    }
  }
  expect(isOutOfMemory(failure)).toBe(true);
  expect(backend.explain(failure)).toMatchObject({ code: 'OUT_OF_MEMORY', cause: failure });
  expect(backend.memory().peakBytes).toBeGreaterThan(2 ** 30);
  backend.dispose();
});

it('leaves other errors as they are', async () => {
  const backend = await openBackend({ name: 'wasm' });
  const error = new StrideError('TRAINING_DIVERGED', 'The loss is NaN.');
  expect(backend.explain(error)).toBe(error);
  backend.dispose();
});
