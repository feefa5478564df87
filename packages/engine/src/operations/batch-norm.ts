/**
 * Batch norm over all axes but the last, together with the SiLU that may follow it. The backward pass keeps only input
 * and output and computes the rest again.
 */
import { BATCH_NORM_GRADIENT, BATCH_NORM_INFERENCE, BATCH_NORM_TRAINING, type BatchNormAttrs } from '@stride/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { customKernel } from './custom-kernel.js';
import { siluGradient, siluValue } from './silu.js';

export const BATCH_NORM_EPSILON = 1e-3;

export interface BatchMoments {
  readonly mean: tf.Tensor1D;
  /** Biased. */
  readonly variance: tf.Tensor1D;
}

/** One batch norm's parameters. */
export interface BatchNormParameters {
  readonly scale: tf.Tensor1D;
  readonly shift: tf.Tensor1D;
}

/**
 * With the moments of this batch.
 * @param onMoments receives them per channel; the receiver disposes them
 */
export function batchNormTraining(
  x: tf.Tensor4D, { scale, shift }: BatchNormParameters, silu: boolean, onMoments: (moments: BatchMoments) => void,
): tf.Tensor4D {
  const attrs: BatchNormAttrs = { epsilon: BATCH_NORM_EPSILON, silu };
  const normalize = tf.customGrad((...args) => {
    const [input, gamma, beta] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
    const save = args[3] as unknown as tf.GradSaveFunc;
    const [value, mean, variance] = customKernel(
      BATCH_NORM_TRAINING, { x: input, scale: gamma, shift: beta }, attrs, () => train(input, gamma, beta, silu));
    // First, since the receiver may dispose the moments at once.
    save([input, silu ? value : input, mean, variance, gamma, beta]);
    onMoments({ mean: tf.keep(mean), variance: tf.keep(variance) });
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => gradient(dy, saved as Saved, attrs) };
  });
  return normalize(x, scale, shift) as tf.Tensor4D;
}

/** With given moments, without a gradient. */
export function batchNormInference(
  x: tf.Tensor4D, { mean, variance }: BatchMoments, { scale, shift }: BatchNormParameters, silu: boolean,
): tf.Tensor4D {
  const attrs: BatchNormAttrs = { epsilon: BATCH_NORM_EPSILON, silu };
  return customKernel(BATCH_NORM_INFERENCE, { x, mean, variance, scale, shift }, attrs, () => tf.tidy(() => {
    const factor = tf.mul(scale, inverseDeviation(variance));
    const z = tf.add(tf.mul(x, factor), tf.sub(shift, tf.mul(mean, factor)));
    return (silu ? siluValue(z) : z) as tf.Tensor4D;
  }));
}

/** `y` is what came out of SiLU; without one nothing is read of it. */
type Saved = [x: tf.Tensor4D, y: tf.Tensor4D, mean: tf.Tensor1D, variance: tf.Tensor1D, scale: tf.Tensor1D, shift: tf.Tensor1D];

function train(x: tf.Tensor4D, scale: tf.Tensor1D, shift: tf.Tensor1D, silu: boolean): [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D] {
  return tf.tidy(() => {
    const flat = asRows(x);
    const mean = tf.mean<tf.Tensor1D>(flat, 0);
    const centered = tf.sub(flat, mean);
    const variance = tf.mean<tf.Tensor1D>(tf.square(centered), 0);
    const z = tf.add(tf.mul(centered, tf.mul(scale, inverseDeviation(variance))), shift);
    return [tf.reshape(silu ? siluValue(z) : z, x.shape), mean, variance];
  });
}

/** Gradients of input, scale and shift. Source: Ioffe & Szegedy 2015 (arXiv 1502.03167), section 3. */
function gradient(dy: tf.Tensor, saved: Saved, attrs: BatchNormAttrs): tf.Tensor[] {
  const [x, y, mean, variance, scale, shift] = saved;
  return customKernel(BATCH_NORM_GRADIENT, { dy, x, y, mean, variance, scale, shift }, attrs, () => tf.tidy(() => {
    const flat = asRows(x), rows = flat.shape[0];
    const centered = tf.sub(flat, mean);
    const inverse = inverseDeviation(variance);
    const factor = tf.mul(scale, inverse);
    const upper = tf.reshape(dy, flat.shape);
    const dz = attrs.silu ? siluGradient(upper, tf.add(tf.mul(centered, factor), shift)) : upper;
    const meanGradient = tf.mean(dz, 0);
    const meanProduct = tf.mul(tf.mean(tf.mul(dz, centered), 0), inverse);
    const perCentered = tf.mul(tf.mul(meanProduct, inverse), factor);
    const dx = tf.sub(tf.mul(dz, factor), tf.add(tf.mul(centered, perCentered), tf.mul(meanGradient, factor)));
    return [tf.reshape(dx, x.shape), tf.mul(meanProduct, rows), tf.mul(meanGradient, rows)];
  }));
}

/** [..., C] -> [rows, C]. */
function asRows(x: tf.Tensor): tf.Tensor2D {
  const channels = x.shape.at(-1) as number;
  return tf.reshape(x, [x.size / channels, channels]);
}

function inverseDeviation(variance: tf.Tensor1D): tf.Tensor {
  return tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON));
}
