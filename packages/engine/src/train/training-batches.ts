import { createRng, type ProxyTask, type Rng } from '@stride/core';
import type { Batch, BatchMaker, HostBatch } from './batches.js';
import { shuffledIndices } from './image-order.js';

/** The batches of one training, in the order that the seed decides, varied as the task asks. */
export interface TrainingBatches {
  next(): Batch;
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
 * @param used batches that a resumed training is past
 * @param steps batches there are altogether
 */
export function trainingBatches(
  maker: BatchMaker, task: Pick<ProxyTask, 'batchSize' | 'augmentation'>, streams: BatchStreams, steps: number, used = 0,
): TrainingBatches {
  const plans = planBatches(maker.size, task.batchSize, streams);
  let begun = 0;
  for (; begun < used; begun++) plans.next();
  let prepared: HostBatch | undefined;
  const make = (): HostBatch => {
    const { indices, seed } = plans.next().value;
    begun++;
    return maker.prepare(indices, { augmentation: task.augmentation, rng: createRng(seed) });
  };
  return {
    next: () => {
      const batch = prepared ?? make();
      prepared = undefined;
      return maker.upload(batch);
    },
    prepare: () => {
      if (begun < steps) prepared ??= make();
    },
    plain: () => maker.make(Uint32Array.from({ length: task.batchSize }, (_, index) => index % maker.size)),
  };
}

/** Which images, and the seed of how they are varied: a batch depends on no batch before it, so any number can be passed over. */
function* planBatches(size: number, batchSize: number, { order, augmentation }: BatchStreams): Generator<{ indices: Uint32Array; seed: number }, never> {
  const batches = shuffledIndices(size, batchSize, order);
  for (;;) yield { indices: batches.next().value, seed: augmentation.integer(2 ** 32) };
}
