import { syntheticDataset } from '@stride/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openBackend } from '../backends/open-backend.js';
import { openSession } from '../train/session.js';
import { NETWORKS, TASK } from './testing/networks.js';

it.each(Object.entries(NETWORKS))('500 steps of an %s network hold no more than the first few', async (_, architecture) => {
  const backend = await openBackend({ name: 'wasm' });
  const { input, classes } = architecture;
  const dataset = syntheticDataset({ shape: input, classes, train: 60, validation: 1, test: 1 });
  const before = backend.memory();
  const session = openSession(backend, dataset, architecture, TASK);
  const held = [];
  for (let step = 0; step < 500; step++) {
    const batch = session.nextBatch();
    await session.step.run(batch, 1e-4);
    tf.dispose([batch.images, batch.targets]);
    held.push(backend.memory());
  }
  // The running statistics take the place of their start values at the first step.
  expect(new Set(held.slice(1).map(({ tensors }) => tensors)).size).toBe(1);
  expect(new Set(held.slice(1).map(({ bytes }) => bytes)).size).toBe(1);
  expect(held.at(-1)?.peakBytes).toBe(held[20]?.peakBytes);
  session.dispose();
  expect(backend.memory()).toMatchObject({ tensors: before.tensors, bytes: before.bytes });
  backend.dispose();
});
