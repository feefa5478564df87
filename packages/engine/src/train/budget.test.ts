import { performance } from 'node:perf_hooks';
import { NO_AUGMENTATION, parseArchitecture, trainingMemory, type ProxyTask } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import { openGate } from '../time/open-gate.js';
import { TimeBudget } from './budget.js';
import { createTrainer } from './trainer.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend({ name: 'wasm' }); });
afterAll(() => backend.dispose());
afterEach(() => vi.restoreAllMocks());

const dataset = syntheticDataset({ train: 256, validation: 20, test: 10 });
const architecture = parseArchitecture(
  'input_28x28x1 classes_10 stem_k3_s2_c8 mbconv_k3_s1_e4_c8_l2 mbconv_k3_s2_e4_c16_l2_se0.25 head_c64');
const task: ProxyTask = {
  trainSamples: null, validationSamples: null, batchSize: 256, epochs: 2, optimizer: 'rmsprop', learningRate: 0.01, warmupFraction: 0,
  schedule: { kind: 'cosine' }, weightDecay: 0, labelSmoothing: 0, dropout: 0, stochasticDepth: 0, emaDecay: 0.9,
  augmentation: NO_AUGMENTATION, seed: 1, evaluations: 1, timing: { warmupSteps: 1, steps: 30 }, timeoutSeconds: 60, progressive: { kind: 'none' }, memoryBudgetBytes: null,
};
const trainer = () => createTrainer({ backend, dataset, gate: openGate });

describe('the memory budget', () => {
  // First, because WebAssembly memory never shrinks.
  it('is compared with an estimate that is close to what training takes, on the low side', async () => {
    await trainer().fit(architecture, task);
    const ratio = trainingMemory(architecture, task) / (backend.memory().peakBytes ?? NaN);
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1);
  });

  it('turns a network away before it takes any memory, naming estimate and budget', async () => {
    const before = tf.memory().numTensors;
    const phases: string[] = [];
    const run = trainer().train(architecture, { ...task, memoryBudgetBytes: 64 * 2 ** 20 }, { onProgress: ({ phase }) => phases.push(phase) });
    await expect(run).rejects.toMatchObject({
      code: 'OUT_OF_MEMORY',
      message: expect.stringMatching(/^Training it at batch size 256 takes about \d+ MiB of device memory; the memory budget of the task is 64\.0 MiB\.$/) as string,
    });
    expect(phases).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is needed for the largest images that are trained on, and where steps are timed for the architecture\'s own', async () => {
    const strength = { imageSize: 8, magnitude: 0, mixup: 0, dropout: 0 };
    const between = { ...task, progressive: { kind: 'custom', stages: [{ share: 1, ...strength }] }, memoryBudgetBytes: trainingMemory(architecture, task) - 1 } as const;
    await expect(trainer().fit(architecture, between)).resolves.toBeDefined();
    await expect(trainer().train(architecture, between)).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
    await expect(trainer().time(architecture, between)).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
    const growing = { ...between, progressive: { kind: 'linear', stages: 2, from: strength } } as const;
    await expect(trainer().fit(architecture, growing)).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' });
  });

  it('is at most what the backend can address', async () => {
    const run = trainer().train(architecture, { ...task, batchSize: 20_000, memoryBudgetBytes: 2 ** 40 });
    await expect(run).rejects.toMatchObject({ code: 'OUT_OF_MEMORY', message: expect.stringMatching(/the limit of the wasm backend is 4096 MiB/) as string });
  });
});

describe('the time budget', () => {
  it('is checked between steps', async () => {
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    let steps = 0;
    const gate = { ...openGate, shared: async <T>(step: () => T | Promise<T>) => { steps++; clock += 1000; return step(); } };
    const run = createTrainer({ backend, dataset, gate }).train(architecture, { ...task, batchSize: 16, epochs: 1, timeoutSeconds: 3 });
    // The making of the network and three steps take 4 s.
    await expect(run).rejects.toMatchObject({ code: 'TRAINING_TIMEOUT', message: 'Took longer than its limit of 3 s, while training.' });
    expect(steps).toBe(4);
  });

  it('holds until it is used up', () => {
    let clock = 100;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const budget = new TimeBudget(2);
    clock = 2100;
    expect(() => budget.check('timing')).not.toThrow();
    clock = 2101;
    expect(() => budget.check('timing')).toThrow('Took longer than its limit of 2 s, while timing.');
  });
});
