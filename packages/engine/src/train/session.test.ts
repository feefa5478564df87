import { NO_AUGMENTATION, type Architecture, type ProxyTask } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import { openSession, type Session } from './session.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend(); });
afterAll(() => backend.dispose());

const dataset = syntheticDataset({ shape: { height: 8, width: 8, channels: 1 }, classes: 4, train: 40, validation: 10, test: 10 });

const architecture: Architecture = {
  schemaVersion: 1, input: { height: 8, width: 8, channels: 1 }, classes: 4, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 1, expansion: 2, channels: 8, layers: 1, squeezeExcite: 0 }], head: { channels: 8 },
};

const task: ProxyTask = {
  trainSamples: null, validationSamples: null, batchSize: 8, epochs: 1, optimizer: 'sgd', learningRate: 0.01, warmupFraction: 0,
  weightDecay: 0, labelSmoothing: 0.1, dropout: 0.2, stochasticDepth: 0.1, seed: 3, evaluations: 1, schedule: { kind: 'cosine' }, emaDecay: 0,
  augmentation: { crop: 1, flip: true, randAugment: { operations: 2, magnitude: 12.5 }, mixup: 0.2, cutmix: 0 }, progressive: { kind: 'none' }, memoryBudgetBytes: null,
  timing: { warmupSteps: 1, steps: 20 }, timeoutSeconds: 60,
};

async function inSession<T>(given: ProxyTask, work: (session: Session) => Promise<T> | T): Promise<T> {
  const session = openSession(backend, dataset, architecture, given);
  try {
    return await work(session);
  } finally {
    session.dispose();
  }
}

function valuesOf({ images, targets }: { images: tf.Tensor; targets: tf.Tensor }): number[] {
  const values = [...images.dataSync(), ...targets.dataSync()];
  tf.dispose([images, targets]);
  return values;
}

it('trains on the same batches, made ahead or not, and leaves no tensor behind', async () => {
  const ahead = await inSession(task, async (session) => {
    const before = tf.memory().numTensors;
    const losses = [await session.trainStep(0.01), await session.trainStep(0.01)];
    const after = tf.memory().numTensors;
    losses.push(await session.trainStep(0.01));
    // The first step makes the optimizer's own tensors, at most.
    expect(tf.memory().numTensors).toBe(after);
    expect(after - before).toBeLessThanOrEqual(2 * session.network.parameters.length);
    return losses;
  });
  const byHand = await inSession(task, async (session) => {
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) {
      const batch = session.nextBatch();
      losses.push(await session.step.run(batch, 0.01));
      tf.dispose([batch.images, batch.targets]);
    }
    return losses;
  });
  expect(ahead).toEqual(byHand);
});

it('leaves no batch behind when a step fails', async () => {
  await inSession(task, async (session) => {
    const before = tf.memory().numTensors;
    await expect(session.trainStep(Number.NaN).then(() => session.trainStep(0.1))).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' });
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(2 * session.network.parameters.length);
  });
});

it('augments the images of training alone, and changes no other random number by that', async () => {
  const look = (augmentation: ProxyTask['augmentation']) => inSession({ ...task, augmentation }, (session) => ({
    training: valuesOf(session.nextBatch()), timing: valuesOf(session.timingBatch()),
    validation: valuesOf(session.validation.make([0, 1, 2])), weights: session.network.parameters.map(({ variable }) => [...variable.dataSync()]),
  }));
  const { training, ...others } = await look(task.augmentation);
  const plain = await look(NO_AUGMENTATION);
  expect(training).not.toEqual(plain.training);
  expect({ ...others, training: plain.training }).toEqual(plain);
});
