import { NO_AUGMENTATION, type Architecture, type Measurement, type ProxyTask, type Timed, type TimingGate, type TrainingProgress } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import { openGate } from '../time/open-gate.js';
import { evaluationSteps } from './train-to-end.js';
import { createTrainer } from './trainer.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend(); });
afterAll(() => backend.dispose());

const dataset = syntheticDataset({ shape: { height: 12, width: 12, channels: 1 }, train: 600, validation: 150, test: 10 });

const architecture: Architecture = {
  schemaVersion: 1, input: { height: 12, width: 12, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [
    { op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 2, channels: 8, layers: 1, squeezeExcite: 0 },
    { op: 'mbconv', kernel: 3, stride: 2, expansion: 4, channels: 16, layers: 2, squeezeExcite: 0.25 },
  ],
  head: { channels: 32 },
};

const task: ProxyTask = {
  trainSamples: null, validationSamples: null, batchSize: 30, epochs: 4, optimizer: 'rmsprop', learningRate: 0.01, warmupFraction: 0.1,
  weightDecay: 1e-5, labelSmoothing: 0.1, dropout: 0.1, stochasticDepth: 0.1, seed: 7, evaluations: 4,
  schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' }, memoryBudgetBytes: null,
  timing: { warmupSteps: 2, steps: 30 }, timeoutSeconds: 60,
};
const short: ProxyTask = { ...task, epochs: 0.25, evaluations: 1 };

const trainer = (gate: TimingGate = openGate) => createTrainer({ backend, dataset, gate });

describe('training', () => {
  it('learns, and reports what it measured', async () => {
    const measurement = await trainer().train(architecture, task);
    expect(measurement.accuracy).toBeGreaterThan(0.9);
    expect(measurement.curve.map(({ step }) => step)).toEqual([20, 40, 60, 80]);
    expect(measurement.curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(measurement.curve.at(-1)).toMatchObject({ validationAccuracy: measurement.accuracy });
    expect(measurement.curve.at(-1)?.trainLoss).toBeLessThan(measurement.curve[0]?.trainLoss ?? 0);
    expect(measurement).toMatchObject({ params: expect.any(Number) as number, stepTimeMs: { n: 30 }, device: backend.device });
    expect(measurement.stepTimeMs.p10).toBeGreaterThan(0);
    expect(measurement.peakMemoryBytes).toBeGreaterThan(0);
  });

  it.each(['rmsprop', 'sgd', 'adamw'] as const)('%s gives the same numbers for the same seed, bit for bit', async (optimizer) => {
    const results = (measurement: Measurement) => measurement.curve.map(({ seconds, ...point }) => { void seconds; return point; });
    const options = { ...short, optimizer, learningRate: optimizer === 'adamw' ? 1e-3 : 0.01 };
    const first = results(await trainer().train(architecture, options));
    expect(results(await trainer().train(architecture, options))).toEqual(first);
    expect(results(await trainer().train(architecture, { ...options, seed: 8 }))).not.toEqual(first);
  });

  it('is the same whatever was timed before it', async () => {
    const accuracies = ({ curve }: { curve: Measurement['curve'] }) => curve.map(({ validationLoss, trainLoss }) => [validationLoss, trainLoss]);
    const alone = await trainer().fit(architecture, short);
    const timing = { warmupSteps: 40, steps: 50 };
    expect(accuracies(await trainer().train(architecture, short))).toEqual(accuracies(alone));
    expect(accuracies(await trainer().train(architecture, { ...short, timing }))).toEqual(accuracies(alone));
  });

  it('leaves no tensor behind and holds no more after 60 steps than after 10', async () => {
    const before = tf.memory().numTensors;
    const held: number[] = [];
    const gate: TimingGate = { ...openGate, shared: async (step) => { held.push(tf.memory().numTensors); return step(); } };
    await trainer(gate).train(architecture, { ...task, epochs: 3, evaluations: 1 });
    expect(tf.memory().numTensors).toBe(before);
    expect(new Set(held.slice(3, 62)).size).toBe(1);
  });

  it('resizes images for a network of another size', async () => {
    const larger = { ...architecture, input: { height: 16, width: 14, channels: 1 } };
    expect((await trainer().train(larger, short)).curve).toHaveLength(1);
  });
});

describe('progress', () => {
  it('names every phase and every evaluation, in order', async () => {
    const seen: TrainingProgress[] = [];
    await trainer().train(architecture, { ...short, evaluations: 2 }, { onProgress: (progress) => seen.push(progress) });
    const phases = seen.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);
    expect(phases).toEqual(['preparing', 'timing', 'training', 'evaluating', 'training', 'evaluating']);
    expect(seen.flatMap(({ point }) => (point === undefined ? [] : [point.step]))).toEqual([3, 5]);
    expect(seen.findLast(({ phase }) => phase === 'timing')).toEqual({ phase: 'timing', stepsDone: 30, stepsTotal: 30 });
    expect(seen.at(-1)).toMatchObject({ phase: 'evaluating', stepsDone: 5, point: { step: 5 } });
  });

  it('says once, before the first training step, what was timed', async () => {
    const told: string[] = [];
    let timed: Timed | undefined;
    const { accuracy, curve, trainSeconds, peakMemoryBytes, ...rest } = await trainer().train(architecture, short, {
      onTimed: (value) => { told.push('timed'); timed = value; },
      onProgress: ({ phase, stepsDone }) => { if (phase === 'training') told.push(`step ${stepsDone}`); },
    });
    expect(told.slice(0, 2)).toEqual(['timed', 'step 1']);
    expect(told.filter((what) => what === 'timed')).toHaveLength(1);
    expect(timed).toEqual({ ...rest, peakMemoryBytes: expect.any(Number) as number });
    expect([accuracy, trainSeconds]).toEqual([curve.at(-1)?.validationAccuracy, curve.at(-1)?.seconds]);
    expect(peakMemoryBytes).toBeGreaterThanOrEqual(timed?.peakMemoryBytes ?? Infinity);
  });

  it('lets other work in between steps', async () => {
    let turns = 0, training = true;
    const count = () => { turns++; if (training) setImmediate(count); };
    setImmediate(count);
    await trainer().train(architecture, short);
    training = false;
    expect(turns).toBeGreaterThan(25);
  });
});

describe('the gate', () => {
  it('is held shared for each step and exclusively for timing alone', async () => {
    const events: string[] = [];
    const gate: TimingGate = {
      shared: async (step) => { events.push('shared'); return step(); },
      exclusive: async (run) => { events.push('exclusive'); return run(); },
    };
    await trainer(gate).train(architecture, short);
    // The making of the network and of what is timed, the timing; the network made anew, five training steps, three batches of validation.
    expect(events).toEqual(['shared', 'shared', 'exclusive', ...Array.from({ length: 9 }, () => 'shared')]);
    events.length = 0;
    expect((await trainer(gate).time(architecture, short)).n).toBe(30);
    expect(events).toEqual(['shared', 'shared', 'exclusive']);
  });
});

describe('a run that cannot end well', () => {
  it('stops between steps when cancelled, with the reason given', async () => {
    const controller = new AbortController();
    const before = tf.memory().numTensors;
    let steps = 0;
    const gate: TimingGate = {
      ...openGate,
      shared: async (step) => {
        if (++steps === 3) controller.abort(new Error('no longer wanted'));
        return step();
      },
    };
    await expect(trainer(gate).train(architecture, task, { signal: controller.signal })).rejects.toThrow('no longer wanted');
    expect(steps).toBe(3);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops between timed steps too', async () => {
    const controller = new AbortController();
    const onProgress = ({ phase }: TrainingProgress) => { if (phase === 'timing') controller.abort(); };
    const hooks = { signal: controller.signal, onProgress };
    await expect(trainer().time(architecture, task, hooks)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is TRAINING_DIVERGED when numbers stop being finite', async () => {
    const before = tf.memory().numTensors;
    await expect(trainer().train(architecture, { ...task, optimizer: 'sgd', learningRate: 1e30 }))
      .rejects.toMatchObject({ code: 'TRAINING_DIVERGED', message: expect.stringMatching(/ at step \d+/) as string });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is DATASET_MISMATCH when the dataset has other channels or classes', async () => {
    await expect(trainer().train({ ...architecture, classes: 100 }, task)).rejects.toMatchObject({ code: 'DATASET_MISMATCH' });
    const colour = { ...architecture, input: { height: 12, width: 12, channels: 3 } };
    await expect(trainer().time(colour, task)).rejects.toMatchObject({ code: 'DATASET_MISMATCH' });
  });

  it('is ARCHITECTURE_INVALID when there is no such network', async () => {
    await expect(trainer().train({ ...architecture, stages: [] }, task)).rejects.toMatchObject({ code: 'ARCHITECTURE_INVALID' });
  });
});

it('spreads evaluations evenly, the last step always among them', () => {
  expect([...evaluationSteps(10, 3)]).toEqual([3, 7, 10]);
  expect([...evaluationSteps(2, 5)]).toEqual([1, 2]);
  expect([...evaluationSteps(1, 1)]).toEqual([1]);
});
