/** Everything that exists while one candidate is trained: network, optimizer, data, random numbers. */
import { createRng, progressiveStages, trainingSteps, type Architecture, type Dataset, type ProxyTask, type RngState } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../backends/backend.js';
import { buildNetwork, type Network } from '../build/network.js';
import { batchMaker, type Batch, type BatchMaker } from './batches.js';
import { chooseImages } from './image-order.js';
import { normalizationOf, type Normalization } from './normalization.js';
import { Optimizer } from './optimizer.js';
import { randomStreams } from './random-streams.js';
import { trainingBatches, type TrainingBatch } from './training-batches.js';
import { trainingStep, type TrainingStep } from './training-step.js';

/** Where the random numbers of a session stand between two steps; the seed tells the rest. */
export interface SessionPosition {
  /** Batches that steps have used. */
  readonly batches: number;
  /** The stream of dropout and stochastic depth. */
  readonly dropping: RngState;
}

export interface Session {
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly normalization: Normalization;
  readonly step: TrainingStep;
  readonly steps: number;
  readonly trainSamples: number;
  readonly validation: BatchMaker;
  /** The images that no search and no training sees. */
  test(): BatchMaker;
  /** Of training images, varied as the task asks for this step. */
  nextBatch(): TrainingBatch;
  /**
   * One training step on the next batch; the batch after it is made while the device works, and so takes no time of a step
   * where the device is another than this thread.
   * @returns the loss before the update
   * @throws StrideError TRAINING_DIVERGED
   */
  trainStep(rate: number): Promise<number>;
  /** Training images as they are, always the same, in the architecture's size, which training goes past none of. */
  timingBatch(): Batch;
  /** @param batches that steps have used: one that was only prepared does not count */
  position(batches: number): SessionPosition;
  dispose(): void;
}

/**
 * @param position where to go on; weights, optimizer and statistics are the caller's to restore
 * @throws StrideError PROXY_TASK_INVALID when the task's progressive schedule suits neither network nor steps
 */
export function openSession(
  backend: Backend, dataset: Dataset, architecture: Architecture, task: ProxyTask, position?: SessionPosition,
): Session {
  const steps = trainingSteps(task, dataset.train.size);
  const stages = progressiveStages(task, architecture, steps);
  const streams = randomStreams(task.seed);
  const normalization = normalizationFor(dataset);
  const samples = { train: task.trainSamples, validation: task.validationSamples, test: null };
  const maker = (split: 'train' | 'validation' | 'test', smoothing: number) => batchMaker(
    dataset, dataset[split], chooseImages(dataset[split].size, samples[split], streams.subset),
    architecture.input, normalization, smoothing);
  const train = maker('train', task.labelSmoothing);
  const validation = maker('validation', 0);
  const batches = trainingBatches(train, task, stages, streams, steps, position?.batches);
  const dropping = position === undefined ? streams.dropping : createRng(position.dropping);

  const network = buildNetwork(architecture, streams.weights);
  const optimizer = new Optimizer(task.optimizer, network.parameters, task.weightDecay, task.emaDecay);
  const step = trainingStep(backend, network, optimizer, task, dropping);
  return {
    network, optimizer, normalization, validation, step, steps,
    trainSamples: train.size,
    test: () => maker('test', 0),
    nextBatch: batches.next,
    timingBatch: batches.plain,
    trainStep: async (rate) => {
      const batch = batches.next();
      try {
        const loss = step.run(batch, rate, batch.dropout);
        batches.prepare();
        return await loss;
      } finally {
        tf.dispose([batch.images, batch.targets]);
      }
    },
    position: (batches) => ({ batches, dropping: dropping.state() }),
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
