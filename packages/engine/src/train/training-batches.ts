import { createRng, stageAt, type ProxyTask, type Rng, type TrainingStage } from '@stride/core';
import type { Batch, BatchMaker, HostBatch } from './batches.js';
import { shuffledIndices } from './image-order.js';

/** Of training images, with the dropout of the stage that it belongs to. */
export interface TrainingBatch extends Batch {
  readonly dropout: number;
}

/** The batches of one training, one a step, in the order that the seed decides, varied as the step's stage asks. */
export interface TrainingBatches {
  next(): TrainingBatch;
  /**
   * Makes the batch that `next` gives, unless it is made already or was the last. To be called while the device works: it
   * changes when a batch is made, never what is in it.
   */
  prepare(): void;
  /** One batch of images as they are, always the same, which does not count among the others. */
  plain(): Batch;
}

export interface BatchStreams {
  readonly order: Rng;
  readonly augmentation: Rng;
}

/**
 * @param stages of the training
 * @param used batches that a resumed training is past
 * @param steps batches there are altogether
 */
export function trainingBatches(
  maker: BatchMaker, task: Pick<ProxyTask, 'batchSize'>, stages: readonly TrainingStage[], streams: BatchStreams, steps: number, used = 0,
): TrainingBatches {
  const plans = planBatches(maker.size, task.batchSize, streams);
  let begun = 0;
  for (; begun < used; begun++) plans.next();
  let prepared: PreparedBatch | undefined;
  const make = (): PreparedBatch => {
    const { indices, seed } = plans.next().value;
    const { augmentation, imageSize, dropout } = stageAt(stages, begun++);
    return { ...maker.prepare(indices, { augmentation, imageSize, rng: createRng(seed) }), dropout };
  };
  return {
    next: () => {
      const batch = prepared ?? make();
      prepared = undefined;
      return { ...maker.upload(batch), dropout: batch.dropout };
    },
    prepare: () => {
      if (begun < steps) prepared ??= make();
    },
    plain: () => maker.make(Uint32Array.from({ length: task.batchSize }, (_, index) => index % maker.size)),
  };
}

interface PreparedBatch extends HostBatch {
  readonly dropout: number;
}

/** Which images, and the seed of how they are varied: a batch depends on no batch before it, so any number can be passed over. */
function* planBatches(size: number, batchSize: number, { order, augmentation }: BatchStreams): Generator<{ indices: Uint32Array; seed: number }, never> {
  const batches = shuffledIndices(size, batchSize, order);
  for (;;) yield { indices: batches.next().value, seed: augmentation.integer(2 ** 32) };
}
