import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openBackend } from '../backends/open-backend.js';
import { openCalibration } from './calibration.js';

it('does the same work at every step and leaves nothing behind', async () => {
  const backend = await openBackend({ name: 'wasm' });
  const before = tf.memory().numTensors;
  const calibration = openCalibration(backend);
  const losses = [await calibration.step(), await calibration.step(), await calibration.step()];
  expect(new Set(losses).size).toBe(1);
  expect(losses[0]).toBeGreaterThan(0);
  calibration.dispose();
  expect(tf.memory().numTensors).toBe(before);
  backend.dispose();
});
