import { SILU, SILU_GRADIENT } from '@stride/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { customKernel } from './custom-kernel.js';

/** x * sigmoid(x). */
export const silu = tf.customGrad((input, save) => {
  const x = input as tf.Tensor;
  (save as tf.GradSaveFunc)([x]);
  return {
    value: siluValue(x),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => siluGradient(dy, saved[0] as tf.Tensor),
  };
}) as <T extends tf.Tensor>(x: T) => T;

/** Without a gradient. */
export function siluValue(x: tf.Tensor): tf.Tensor {
  return customKernel(SILU, { x }, {}, () => tf.tidy(() => tf.mul(x, tf.sigmoid(x))));
}

/** dy * (s + y (1 - s)) with s = sigmoid(x), y = x s. */
export function siluGradient(dy: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return customKernel(SILU_GRADIENT, { dy, x }, {}, () => tf.tidy(() => {
    const s = tf.sigmoid(x), y = tf.mul(x, s);
    return tf.mul(dy, tf.add(s, tf.sub(y, tf.mul(y, s))));
  }));
}
