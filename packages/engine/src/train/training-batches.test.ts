import { NO_AUGMENTATION, type Dataset, type ProxyTask, type TrainingStage } from '@stride/core';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchMaker } from './batches.js';
import { normalizationOf } from './normalization.js';
import { randomStreams } from './random-streams.js';
import { trainingBatches } from './training-batches.js';

beforeAll(async () => { await tf.setBackend('cpu'); });

const SIZE = 10;
const split = { size: SIZE, images: Uint8Array.from({ length: SIZE * 9 }, (_, index) => (index * 37) % 256), labels: Uint8Array.from({ length: SIZE }, (_, index) => index % 3) };
const dataset: Dataset = { name: 'tiny', shape: { height: 3, width: 3, channels: 1 }, classes: 3, train: split, validation: split, test: split };
const maker = batchMaker(dataset, split, Uint32Array.from({ length: SIZE }, (_, index) => index), dataset.shape, normalizationOf(split, 1), 0.1);

const ALL = { crop: 1, flip: true, randAugment: { operations: 2, magnitude: 9 }, mixup: 0.4, cutmix: 0 };
const task = (augmentation: Partial<ProxyTask['augmentation']> = {}, batchSize = 4) => ({ batchSize, augmentation: { ...NO_AUGMENTATION, ...augmentation } });
const STEPS = 7;
/** All steps alike. */
const alike = ({ augmentation }: ReturnType<typeof task>): TrainingStage[] => [{ fromStep: 0, imageSize: dataset.shape, augmentation, dropout: 0 }];
const GROWING: TrainingStage[] = [
  { fromStep: 0, imageSize: { height: 1, width: 1 }, augmentation: { ...NO_AUGMENTATION, flip: true }, dropout: 0 },
  { fromStep: 2, imageSize: { height: 2, width: 2 }, augmentation: { ...NO_AUGMENTATION, ...ALL, randAugment: { operations: 1, magnitude: 4 } }, dropout: 0.1 },
  { fromStep: 5, imageSize: dataset.shape, augmentation: { ...NO_AUGMENTATION, ...ALL }, dropout: 0.2 },
];

const open = (given = task(ALL), used = 0, stages = alike(given)) => trainingBatches(maker, given, stages, randomStreams(5), STEPS, used);

function values({ images, targets }: { images: tf.Tensor; targets: tf.Tensor }): number[] {
  const result = [...images.dataSync(), ...targets.dataSync()];
  tf.dispose([images, targets]);
  return result;
}

const take = (batches: ReturnType<typeof open>, count: number) => Array.from({ length: count }, () => values(batches.next()));

it('gives the same batches whenever they are made', () => fc.assert(fc.property(
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: STEPS, maxLength: STEPS }), (preparations) => {
    const batches = open();
    const seen = preparations.map((times) => {
      for (let time = 0; time < times; time++) batches.prepare();
      return values(batches.next());
    });
    expect(seen).toEqual(take(open(), STEPS));
  })));

it('goes on after any number of batches as if there had been no break', () => {
  const whole = take(open(), STEPS);
  for (let used = 0; used <= STEPS; used++) expect(take(open(task(ALL), used), STEPS - used)).toEqual(whole.slice(used));
});

describe('in stages', () => {
  const grow = (used = 0) => open(task(), used, GROWING);

  it('gives each step its stage\'s images, strength and dropout, made ahead or not', () => fc.assert(fc.property(
    fc.array(fc.integer({ min: 0, max: 2 }), { minLength: STEPS, maxLength: STEPS }), (preparations) => {
      const batches = grow();
      const seen = preparations.map((times) => {
        for (let time = 0; time < times; time++) batches.prepare();
        const batch = batches.next();
        return { side: batch.images.shape[1], dropout: batch.dropout, values: values(batch) };
      });
      expect(seen.map(({ side }) => side)).toEqual([1, 1, 2, 2, 2, 3, 3]);
      expect(seen.map(({ dropout }) => dropout)).toEqual([0, 0, 0.1, 0.1, 0.1, 0.2, 0.2]);
      expect(seen.map((each) => each.values)).toEqual(take(grow(), STEPS));
    })));

  it('goes on after any number of batches as if there had been no break', () => {
    const whole = take(grow(), STEPS);
    for (let used = 0; used <= STEPS; used++) expect(take(grow(used), STEPS - used)).toEqual(whole.slice(used));
  });

  it('ends with the batches of a training that was in the last stage all along', () => {
    expect(take(grow(), STEPS).slice(5)).toEqual(take(open(), STEPS).slice(5));
  });

  it('times images of the network\'s own size', () => {
    const { images, targets } = grow().plain();
    expect(images.shape).toEqual([4, 3, 3, 1]);
    tf.dispose([images, targets]);
  });
});

it('shows the same images in the same order with augmentation and without', () => {
  const labels = (batches: ReturnType<typeof open>) => Array.from({ length: STEPS }, () => {
    const { images, targets } = batches.next();
    const result = [...tf.argMax(targets, 1).dataSync()];
    tf.dispose([images, targets]);
    return result;
  });
  expect(labels(open(task({ ...ALL, mixup: 0 })))).toEqual(labels(open(task())));
});

it('varies the same image anew each time', () => {
  const one = batchMaker(dataset, split, Uint32Array.of(3), dataset.shape, normalizationOf(split, 1), 0);
  const batches = trainingBatches(one, task(ALL, 1), alike(task(ALL)), randomStreams(5), 20);
  expect(new Set(take(batches, 20).map((batch) => batch.join())).size).toBeGreaterThan(10);
});

describe('plain', () => {
  it('shows images as they are, always the same, and takes none away', () => {
    const batches = open();
    const first = values(batches.plain());
    expect(first).toEqual(values(maker.make([0, 1, 2, 3])));
    batches.prepare();
    expect([values(batches.plain()), ...take(batches, STEPS)]).toEqual([first, ...take(open(), STEPS)]);
  });

  it('shows images twice where there are fewer than a batch takes', () => {
    expect(values(open(task({}, 12)).plain())).toEqual(values(maker.make([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])));
  });
});

it('prepares no tensors, one batch at most, and none past the last step', () => {
  const streams = randomStreams(5);
  const batches = trainingBatches(maker, task(ALL), alike(task(ALL)), streams, 2);
  const prepares = () => {
    const before = streams.augmentation.state();
    batches.prepare();
    return streams.augmentation.state().join() !== before.join();
  };
  const tensors = tf.memory().numTensors;
  expect([prepares(), prepares()]).toEqual([true, false]);
  expect(tf.memory().numTensors).toBe(tensors);
  values(batches.next());
  expect([prepares(), prepares()]).toEqual([true, false]);
  values(batches.next());
  expect(prepares()).toBe(false);
});

it('gives augmentation a stream of its own', () => {
  const streams = randomStreams(5);
  const others = () => [streams.weights, streams.subset, streams.dropping].map((rng) => rng.state());
  const before = others();
  const batches = trainingBatches(maker, task(ALL), alike(task(ALL)), streams, STEPS);
  take(batches, STEPS);
  expect(others()).toEqual(before);
  const plain = randomStreams(5);
  take(trainingBatches(maker, task(), alike(task()), plain, STEPS), STEPS);
  expect(streams.order.state()).toEqual(plain.order.state());
});
