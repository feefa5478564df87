/** The whole trainer where tensors can only be read asynchronously: training, evaluation, averaged weights, checkpoints. */
import { syntheticDataset } from '@stride/datasets';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import { ANY_ADAPTER } from '../backends/webgpu/testing/any-adapter.js';
import { openGate } from '../time/open-gate.js';
import type { FitHooks } from '../train/fit.js';
import { createTrainer } from '../train/trainer.js';
import { NETWORKS, TASK } from './testing/networks.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend({ env: ANY_ADAPTER }); });
afterAll(() => backend.dispose());

const architecture = NETWORKS['Fused-MBConv'];
const { input, classes } = architecture;
const dataset = syntheticDataset({ shape: input, classes, train: 4 * TASK.batchSize, validation: 10, test: 10 });
const task = { ...TASK, evaluations: 2 };

it('goes on from a checkpoint, ends with the same weights, bit for bit, and leaves no tensor behind', async () => {
  const before = backend.memory().tensors;
  const checkpoints: Uint8Array[] = [];
  const fit = (hooks: FitHooks) => createTrainer({ backend, dataset, gate: openGate }).fit(architecture, task, hooks);
  const straight = await fit({ checkpoint: { everySteps: 2, save: async (bytes) => { checkpoints.push(bytes); } } });
  expect(straight.curve.map(({ step }) => step)).toEqual([2, 4]);
  expect(Number.isFinite(straight.test.loss)).toBe(true);
  const resumed = await fit({ resume: checkpoints[0] as Uint8Array });
  expect(Buffer.compare(resumed.weights, straight.weights)).toBe(0);
  expect(backend.memory().tensors).toBe(before);
});
