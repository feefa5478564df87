/** Full training: stopped and resumed runs must end exactly like those that were not. */
import { NO_AUGMENTATION, type Architecture, type CurvePoint, type ProxyTask } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import { decodeTensors, encodeTensors } from '@stride/safetensors';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import { openGate } from '../time/open-gate.js';
import type { FitHooks } from './fit.js';
import { openSession } from './session.js';
import { createTrainer } from './trainer.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend({ name: 'wasm' }); });
afterAll(() => backend.dispose());

const dataset = syntheticDataset({ shape: { height: 12, width: 12, channels: 1 }, train: 90, validation: 40, test: 50 });

const architecture: Architecture = {
  schemaVersion: 1, input: { height: 12, width: 12, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [
    { op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 2, channels: 8, layers: 2, squeezeExcite: 0 },
    { op: 'mbconv', kernel: 3, stride: 2, expansion: 4, channels: 16, layers: 2, squeezeExcite: 0.25 },
  ],
  head: { channels: 32 },
};

/** 90 images in batches of 20 for 4 epochs: 18 steps, every batch of them across the seams of epochs now and then. */
const task: ProxyTask = {
  trainSamples: null, validationSamples: null, batchSize: 20, epochs: 4, optimizer: 'rmsprop', learningRate: 0.01, warmupFraction: 0.1,
  schedule: { kind: 'cosine' }, weightDecay: 1e-5, labelSmoothing: 0.1, dropout: 0.2, stochasticDepth: 0.3, emaDecay: 0.9,
  augmentation: { crop: 2, flip: true, randAugment: { operations: 1, magnitude: 5 }, mixup: 0.2, cutmix: 0 }, seed: 7, evaluations: 4, timing: { warmupSteps: 2, steps: 30 },
  timeoutSeconds: 60, progressive: { kind: 'none' }, memoryBudgetBytes: null,
};
const STEPS = 18;

/** Stages of 6 steps, so that every 5 steps some checkpoint is in the first, the second, the last, or at an end. */
const GROWING: Partial<ProxyTask> = { progressive: { kind: 'linear', stages: 3, from: { imageSize: 6, magnitude: 1, mixup: 0, dropout: 0 } } };

const fit = (changes: Partial<ProxyTask> = {}, hooks: FitHooks = {}, network = architecture, data = dataset) =>
  createTrainer({ backend, dataset: data, gate: openGate }).fit(network, { ...task, ...changes }, hooks);

/** Everything but the time it took. */
const withoutTime = (curve: readonly CurvePoint[]) => curve.map(({ seconds, ...point }) => { void seconds; return point; });

/** The checkpoints of a run, every so many steps, and how the run ended. */
async function checkpointsOf(changes: Partial<ProxyTask>, everySteps: number) {
  const checkpoints: Uint8Array[] = [];
  const result = await fit(changes, { checkpoint: { everySteps, save: async (bytes) => { checkpoints.push(bytes); } } });
  return { checkpoints, result };
}

describe('a run that goes on from a checkpoint', () => {
  it.each([
    ['rmsprop', {}], ['sgd', { optimizer: 'sgd' }], ['adamw', { optimizer: 'adamw', learningRate: 1e-3 }],
    ['no average', { emaDecay: 0 }], ['no augmentation', { augmentation: NO_AUGMENTATION, dropout: 0, stochasticDepth: 0 }],
    ['progressive', GROWING], ['progressive, in stages of its own', {
      augmentation: { ...task.augmentation, cutmix: 1 },
      progressive: { kind: 'custom', stages: [{ share: 0.28, imageSize: 8, magnitude: 2, mixup: 0.1, dropout: 0.1 }, { share: 0.72, imageSize: 10, magnitude: 0, mixup: 0, dropout: 0 }] },
    }],
    ['an exponential schedule', { schedule: { kind: 'exponential', rate: 0.9, epochs: 0.5 } }],
  ] as [string, Partial<ProxyTask>][])('ends with the same weights, curve and test result, bit for bit: %s', async (_, changes) => {
    const straight = await fit(changes);
    const { checkpoints, result } = await checkpointsOf(changes, 5);
    expect(Buffer.compare(result.weights, straight.weights)).toBe(0);
    expect(checkpoints).toHaveLength(4);
    for (const resume of checkpoints) {
      const resumed = await fit(changes, { resume });
      expect(Buffer.compare(resumed.weights, straight.weights)).toBe(0);
      expect(withoutTime(resumed.curve)).toEqual(withoutTime(straight.curve));
      expect(resumed.test).toEqual(straight.test);
    }
  });

  it('counts the time of the run before', async () => {
    const { checkpoints, result } = await checkpointsOf({}, 9);
    const resumed = await fit({}, { resume: checkpoints[0] as Uint8Array });
    expect(resumed.curve[0]).toEqual(result.curve[0]);
    expect(resumed.curve.map(({ seconds }) => seconds)).toEqual(resumed.curve.map(({ seconds }) => seconds).toSorted((a, b) => a - b));
  });

  it('may stop again and again', async () => {
    const straight = await fit();
    let resume: Uint8Array | undefined;
    for (let stops = 0; stops < STEPS / 3; stops++) {
      const stop = new AbortController();
      let evaluations = 0;
      const run = fit({}, {
        ...(resume === undefined ? {} : { resume }), signal: stop.signal,
        // The third step of each run; an evaluation in between may be what the abort falls into.
        onProgress: ({ phase }) => { if (phase === 'evaluating' && evaluations++ === 0) stop.abort(new Error('enough for now')); },
        checkpoint: { everySteps: STEPS, save: async (bytes) => { resume = bytes; } },
      });
      const ended = await run.then(() => true, (error: Error) => { expect(error.message).toBe('enough for now'); return false; });
      if (ended) break;
    }
    const resumed = await fit({}, { resume: resume as Uint8Array });
    expect(Buffer.compare(resumed.weights, straight.weights)).toBe(0);
    expect(withoutTime(resumed.curve)).toEqual(withoutTime(straight.curve));
  });

  it('leaves no tensor behind', async () => {
    const { checkpoints } = await checkpointsOf({}, 9);
    const before = tf.memory().numTensors;
    await fit({}, { resume: checkpoints[0] as Uint8Array });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a progressive training', () => {
  it('that always has the same strength is one without stages', async () => {
    const { augmentation, dropout } = task;
    const from = { imageSize: 12, magnitude: augmentation.randAugment?.magnitude ?? 0, mixup: augmentation.mixup, dropout };
    const [alike, plain] = [await fit({ progressive: { kind: 'linear', stages: 4, from } }), await fit()];
    expect(Buffer.compare(alike.weights, plain.weights)).toBe(0);
    expect(withoutTime(alike.curve)).toEqual(withoutTime(plain.curve));
  });

  it('goes through its stages, and learns at the size of the architecture', async () => {
    const long = { ...GROWING, epochs: 40, augmentation: NO_AUGMENTATION, dropout: 0, stochasticDepth: 0, evaluations: 1 };
    const { test } = await fit(long);
    expect(test.accuracy).toBeGreaterThan(0.8);
  });

  it('trains each step on images of its stage', async () => {
    const sizes: number[] = [];
    const session = openSession(backend, dataset, architecture, { ...task, ...GROWING });
    for (let step = 0; step < STEPS; step++) {
      const { images, targets } = session.nextBatch();
      sizes.push(images.shape[1]);
      tf.dispose([images, targets]);
    }
    const { images, targets } = session.validation.make([0]);
    expect(images.shape).toEqual([1, 12, 12, 1]);
    tf.dispose([images, targets]);
    session.dispose();
    expect(sizes).toEqual([...Array.from({ length: 6 }, () => 6), ...Array.from({ length: 6 }, () => 9), ...Array.from({ length: 6 }, () => 12)]);
  });

  it('is refused before anything is allocated where it suits neither network nor steps', async () => {
    const before = tf.memory().numTensors;
    const from = { imageSize: 3, magnitude: 0, mixup: 0, dropout: 0 };
    await expect(fit({ progressive: { kind: 'linear', stages: 19, from } })).rejects.toMatchObject({
      code: 'PROXY_TASK_INVALID', issues: [{ path: '/progressive/stages' }, { path: '/progressive/from/imageSize' }],
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('a cancelled run saves itself before it ends', async () => {
  const stop = new AbortController();
  const saved: Uint8Array[] = [];
  await expect(fit({}, {
    signal: stop.signal, onProgress: ({ phase }) => { if (phase === 'training') stop.abort(new Error('Ctrl-C')); },
    checkpoint: { everySteps: 100, save: async (bytes) => { saved.push(bytes); } },
  })).rejects.toThrow('Ctrl-C');
  expect(saved).toHaveLength(1);
  const progress = JSON.parse(decodeTensors(saved[0] as Uint8Array, 'stride-checkpoint', 'CHECKPOINT_INVALID').metadata['progress'] ?? '') as { state: { step: number } };
  expect(progress.state.step).toBe(1);
});

describe('a checkpoint that does not belong', () => {
  const refused = (message: RegExp) => ({ code: 'CHECKPOINT_INVALID', message: expect.stringMatching(message) as string });
  let checkpoint: Uint8Array;
  beforeAll(async () => { checkpoint = (await checkpointsOf({}, STEPS)).checkpoints[0] as Uint8Array; });

  it.each([
    ['task', () => fit({ learningRate: 0.02 }, { resume: checkpoint }), /learningRate 0.01, not 0.02/],
    ['schedule', () => fit({ schedule: { kind: 'exponential', rate: 0.97, epochs: 2.4 } }, { resume: checkpoint }), /schedule \{"kind":"cosine"\}, not/],
    ['progressive schedule', () => fit(GROWING, { resume: checkpoint }), /progressive \{"kind":"none"\}, not \{"kind":"linear"/],
    ['architecture', () => fit({}, { resume: checkpoint }, { ...architecture, head: { channels: 40 } }), /another architecture: .*head_c32.*not .*head_c40/],
    ['dataset', () => fit({}, { resume: checkpoint }, architecture, { ...dataset, name: 'other' }), /the dataset synthetic, not other/],
    ['content', () => fit({}, { resume: checkpoint }, architecture, syntheticDataset({ shape: dataset.shape, train: 90, validation: 40, test: 50, seed: 2 })), /training images have changed/],
  ])('is refused, naming the other %s', async (_, run, message) => {
    await expect(run()).rejects.toMatchObject(refused(message));
  });

  it('is refused when it was cut off, before anything is allocated', async () => {
    const before = tf.memory().numTensors;
    await expect(fit({}, { resume: checkpoint.subarray(0, checkpoint.length - 1) })).rejects.toMatchObject(refused(/checksum/));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused when another version wrote it, which may have augmented images in another way', async () => {
    const { metadata, tensors } = decodeTensors(checkpoint, 'stride-checkpoint', 'CHECKPOINT_INVALID');
    const resume = encodeTensors({ format: 'stride-checkpoint', metadata: { ...metadata, version: '1' }, tensors });
    await expect(fit({}, { resume })).rejects.toMatchObject(refused(/has version 1, not 2/));
  });

  it('may differ in how long it may take, and in what it may hold', async () => {
    await expect(fit({ timeoutSeconds: 30, memoryBudgetBytes: 2 ** 30 }, { resume: checkpoint })).resolves.toBeDefined();
  });
});

it('the weights say what they are of, and how images are normalised', async () => {
  const { weights } = await fit();
  const { metadata, tensors } = decodeTensors(weights, 'stride-weights', 'WEIGHTS_INVALID');
  expect(JSON.parse(metadata['architecture'] ?? '')).toEqual(architecture);
  expect(JSON.parse(metadata['normalization'] ?? '')).toEqual({ mean: [expect.any(Number)], deviation: [expect.any(Number)] });
  expect(tensors.get('parameters.000.kernel')?.shape).toEqual([3, 3, 1, 8]);
  expect([...tensors.keys()].slice(-2)).toEqual(['statistics.mean', 'statistics.variance']);
});
