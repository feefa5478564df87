/** Everything that exists while one candidate is trained: network, optimizer, data, random numbers. */
import { trainingSteps, type Architecture, type Dataset, type ProxyTask } from '@stride/core';
import type { Backend } from '../backends/backend.js';
import { buildNetwork, type Network } from '../build/network.js';
import {
  batchMaker, chooseImages, normalizationOf, shuffledIndices, type Batch, type BatchMaker, type Normalization,
} from './batches.js';
import { Optimizer } from './optimizer.js';
import { randomStreams } from './random-streams.js';
import { trainingStep, type TrainingStep } from './training-step.js';

export interface Session {
  readonly network: Network;
  readonly step: TrainingStep;
  readonly steps: number;
  readonly trainSamples: number;
  readonly validation: BatchMaker;
  nextBatch(): Batch;
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
  const order = shuffledIndices(train.size, task.batchSize, streams.order);

  const network = buildNetwork(architecture, streams.weights);
  const optimizer = new Optimizer(task.optimizer, network.parameters, task.weightDecay, task.emaDecay);
  return {
    network, validation,
    step: trainingStep(backend, network, optimizer, task, streams.dropping),
    steps: trainingSteps(task, dataset.train.size),
    trainSamples: train.size,
    nextBatch: () => train.make(order.next().value),
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
