/** Everything that exists while one candidate is trained: network, optimizer, data, random numbers. */
import { trainingSteps, type Architecture, type Dataset, type ProxyTask } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../backends/backend.js';
import { buildNetwork, type Network } from '../build/network.js';
import { batchMaker, type Batch, type BatchMaker } from './batches.js';
import { chooseImages } from './image-order.js';
import { normalizationOf, type Normalization } from './normalization.js';
import { Optimizer } from './optimizer.js';
import { randomStreams } from './random-streams.js';
import { trainingBatches } from './training-batches.js';
import { trainingStep, type TrainingStep } from './training-step.js';

export interface Session {
  readonly network: Network;
  readonly step: TrainingStep;
  readonly steps: number;
  readonly trainSamples: number;
  readonly validation: BatchMaker;
  /** Of training images, varied as the task asks. */
  nextBatch(): Batch;
  /**
   * One training step on the next batch; the batch after it is made while the device works, and so takes no time of a step
   * where the device is another than this thread.
   * @returns the loss before the update
   * @throws StrideError TRAINING_DIVERGED
   */
  trainStep(rate: number): Promise<number>;
  /** Training images as they are, always the same, which training goes past none of. */
  timingBatch(): Batch;
  dispose(): void;
}

export function openSession(backend: Backend, dataset: Dataset, architecture: Architecture, task: ProxyTask): Session {
  const streams = randomStreams(task.seed);
  const normalization = normalizationFor(dataset);
  const maker = (split: 'train' | 'validation', smoothing: number) => batchMaker(
    dataset, dataset[split],
    chooseImages(dataset[split].size, split === 'train' ? task.trainSamples : task.validationSamples, streams.subset),
    architecture.input, normalization, smoothing);
  const train = maker('train', task.labelSmoothing);
  const validation = maker('validation', 0);
  const steps = trainingSteps(task, dataset.train.size);
  const batches = trainingBatches(train, task, streams, steps);

  const network = buildNetwork(architecture, streams.weights);
  const optimizer = new Optimizer(task.optimizer, network.parameters, task.weightDecay, task.emaDecay);
  const step = trainingStep(backend, network, optimizer, task, streams.dropping);
  return {
    network, validation, step, steps,
    trainSamples: train.size,
    nextBatch: batches.next,
    timingBatch: batches.plain,
    trainStep: async (rate) => {
      const batch = batches.next();
      try {
        const loss = step.run(batch, rate);
        batches.prepare();
        return await loss;
      } finally {
        tf.dispose([batch.images, batch.targets]);
      }
    },
    dispose: () => {
      optimizer.dispose();
      network.dispose();
    },
  };
}

const normalizations = new WeakMap<Dataset, Normalization>();

/** One pass over all training images, once a dataset. */
function normalizationFor(dataset: Dataset): Normalization {
  const known = normalizations.get(dataset) ?? normalizationOf(dataset.train, dataset.shape.channels);
  normalizations.set(dataset, known);
  return known;
}
