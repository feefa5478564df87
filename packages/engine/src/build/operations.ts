/**
 * Operations with gradients written by hand. The automatic gradients of the same compositions keep more
 * tensors and take several times as many passes over them.
 */
import * as tf from '@tensorflow/tfjs-core';

export const BATCH_NORM_EPSILON = 1e-3;

/** x * sigmoid(x). */
export const silu = tf.customGrad((x, save) => {
  const input = x as tf.Tensor;
  const gate = tf.sigmoid(input);
  const value = tf.mul(input, gate);
  (save as tf.GradSaveFunc)([gate, value]);
  return {
    value,
    // d/dx = s + y (1 - s) with s = sigmoid(x), y = x s.
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.tidy(() => {
      const [s, y] = saved as [tf.Tensor, tf.Tensor];
      return tf.mul(dy, tf.add(s, tf.sub(y, tf.mul(y, s))));
    }),
  };
}) as <T extends tf.Tensor>(x: T) => T;

/** Mean over height and width: [N,H,W,C] -> [N,1,1,C]. */
export const globalAverage = tf.customGrad((x, save) => {
  const input = x as tf.Tensor4D;
  const [, height, width] = input.shape;
  (save as tf.GradSaveFunc)([]);
  return {
    value: tf.avgPool(input, [height, width], 1, 'valid'),
    gradFunc: (dy: tf.Tensor) => tf.tidy(() => tf.mul(dy, tf.fill([1, height, width, 1], 1 / (height * width)))),
  };
}) as (x: tf.Tensor4D) => tf.Tensor4D;

export interface BatchMoments {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/**
 * Batch norm over all axes but the last, with the moments of this batch.
 * @param onMoments receives mean and (biased) variance per channel; the receiver disposes them
 */
export function batchNormTraining(
  x: tf.Tensor4D, scale: tf.Tensor1D, shift: tf.Tensor1D, onMoments: (moments: BatchMoments) => void,
): tf.Tensor4D {
  const channels = x.shape[3];
  const rows = x.size / channels;
  const normalize = tf.customGrad((...args) => {
    const [input, gamma, beta] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
    const save = args[3] as unknown as tf.GradSaveFunc;
    const flat = tf.reshape(input, [rows, channels]);
    const mean = tf.mean<tf.Tensor1D>(flat, 0);
    const centered = tf.sub(flat, mean);
    const variance = tf.mean<tf.Tensor1D>(tf.square(centered), 0);
    onMoments({ mean: tf.keep(mean), variance: tf.keep(variance) });
    const inverse = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON));
    const factor = tf.mul(gamma, inverse);
    save([centered, inverse, factor]);
    return {
      value: tf.reshape(tf.add(tf.mul(centered, factor), beta), input.shape),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => batchNormGradient(dy, saved as [tf.Tensor, tf.Tensor, tf.Tensor], rows),
    };
  });
  return normalize(x, scale, shift) as tf.Tensor4D;
}

/** Gradients of input, scale and shift. Source: Ioffe & Szegedy 2015 (arXiv 1502.03167), section 3. */
function batchNormGradient(dy: tf.Tensor, saved: [tf.Tensor, tf.Tensor, tf.Tensor], rows: number): tf.Tensor[] {
  return tf.tidy(() => {
    const [centered, inverse, factor] = saved;
    const flat = tf.reshape(dy, centered.shape);
    const meanGradient = tf.mean(flat, 0);
    const meanProduct = tf.mul(tf.mean(tf.mul(flat, centered), 0), inverse);
    const perCentered = tf.mul(tf.mul(meanProduct, inverse), factor);
    const dx = tf.sub(tf.mul(flat, factor), tf.add(tf.mul(centered, perCentered), tf.mul(meanGradient, factor)));
    return [tf.reshape(dx, dy.shape), tf.mul(meanProduct, rows), tf.mul(meanGradient, rows)];
  });
}
