import * as tf from '@tensorflow/tfjs-core';
import type { BatchMoments } from '../operations/batch-norm.js';

/**
 * Running mean and variance of every batch norm, kept as two flat vectors: one update a step instead of two per layer.
 */
export class BatchNormStatistics {
  readonly #channels: readonly number[];
  readonly #momentum: number;
  #mean: tf.Tensor1D;
  #variance: tf.Tensor1D;
  #updates = 0;

  constructor(channels: readonly number[], momentum: number) {
    const total = channels.reduce((sum, count) => sum + count, 0);
    this.#channels = channels;
    this.#momentum = momentum;
    this.#mean = tf.keep(tf.zeros([total]));
    this.#variance = tf.keep(tf.ones([total]));
  }

  /**
   * Moves towards the moments of one batch, which it disposes. While there are few, all batches so far weigh alike:
   * the start values (0 and 1) then leave no trace, however short the training.
   */
  update(moments: readonly BatchMoments[]): void {
    const share = Math.max(1 - this.#momentum, 1 / ++this.#updates);
    const towards = (old: tf.Tensor1D, parts: tf.Tensor1D[]) => {
      const next = tf.tidy(() => {
        const batch = tf.concat(parts);
        return tf.keep(share === 1 ? batch : tf.add(tf.mul(old, 1 - share), tf.mul(batch, share))) as tf.Tensor1D;
      });
      old.dispose();
      return next;
    };
    this.#mean = towards(this.#mean, moments.map((layer) => layer.mean));
    this.#variance = towards(this.#variance, moments.map((layer) => layer.variance));
    moments.forEach((layer) => tf.dispose([layer.mean, layer.variance]));
  }

  get updates(): number {
    return this.#updates;
  }

  /** For a checkpoint: all means, then all variances. The statistics go on owning them. */
  state(): readonly tf.Tensor[] {
    return [this.#mean, this.#variance];
  }

  /** @param values as `state` gave them */
  restore(values: readonly Float32Array[], updates: number): void {
    const [mean, variance] = values;
    if (mean?.length !== this.#mean.size || variance?.length !== this.#variance.size) {
      throw new RangeError(`running statistics are two vectors of ${this.#mean.size} numbers`);
    }
    this.dispose();
    this.#mean = tf.tensor1d(mean);
    this.#variance = tf.tensor1d(variance);
    this.#updates = updates;
  }

  /** Per batch norm, in order; the enclosing tidy owns them. */
  layers(): BatchMoments[] {
    const means = tf.split<tf.Tensor1D>(this.#mean, [...this.#channels]);
    const variances = tf.split<tf.Tensor1D>(this.#variance, [...this.#channels]);
    return means.map((mean, index) => ({ mean, variance: variances[index] as tf.Tensor1D }));
  }

  dispose(): void {
    tf.dispose([this.#mean, this.#variance]);
  }
}
