import { StrideError } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import { inferencePass } from '../build/forward-pass.js';
import type { Network } from '../build/network.js';
import type { BatchMaker } from '../train/batches.js';

export interface Evaluation {
  /** Mean cross entropy, natural logarithm. */
  readonly loss: number;
  /** 0 to 1. */
  readonly accuracy: number;
}

/**
 * Loss and accuracy over all images of `maker`, with running statistics.
 * @param batchSize images at once, which changes how long it takes, and nothing else
 * @param step runs one batch's work: it may wait for a gate first, and throws to cancel
 * @throws StrideError TRAINING_DIVERGED when a logit is not finite
 */
export async function evaluate(
  network: Network, maker: BatchMaker, batchSize: number, step: <T>(run: () => Promise<T>) => Promise<T>,
): Promise<Evaluation> {
  let loss = 0, correct = 0;
  for (let start = 0; start < maker.size; start += batchSize) {
    const indices = Array.from({ length: Math.min(batchSize, maker.size - start) }, (_, row) => start + row);
    const logits = await step(() => logitsOf(network, maker, indices));
    const classes = logits.length / indices.length;
    indices.forEach((index, row) => {
      const scores = logits.subarray(row * classes, (row + 1) * classes);
      const label = maker.labelOf(index);
      const { top, negativeLogLikelihood } = judge(scores, label);
      loss += negativeLogLikelihood;
      if (top === label) correct++;
    });
  }
  return { loss: loss / maker.size, accuracy: correct / maker.size };
}

async function logitsOf(network: Network, maker: BatchMaker, indices: number[]): Promise<Float32Array> {
  const batch = maker.make(indices);
  const logits = tf.tidy(() => network.forward(batch.images, inferencePass(network.statistics)));
  const values = await logits.data();
  tf.dispose([batch.images, batch.targets, logits]);
  return values as Float32Array;
}

function judge(scores: Float32Array, label: number): { top: number; negativeLogLikelihood: number } {
  let top = 0;
  for (let index = 0; index < scores.length; index++) {
    if (!Number.isFinite(scores[index])) {
      throw new StrideError('TRAINING_DIVERGED', `A validation logit is ${scores[index]}; a lower learning rate may help.`);
    }
    if ((scores[index] as number) > (scores[top] as number)) top = index;
  }
  const largest = scores[top] as number;
  const sum = scores.reduce((total, score) => total + Math.exp(score - largest), 0);
  return { top, negativeLogLikelihood: largest + Math.log(sum) - (scores[label] as number) };
}
