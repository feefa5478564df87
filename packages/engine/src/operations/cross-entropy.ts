import { SOFTMAX_CROSS_ENTROPY } from '@stride/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { customKernel } from './custom-kernel.js';

/**
 * Mean cross entropy of the softmax of logits [N, classes] against target distributions of the same shape, which hold the
 * label smoothing. The targets get no gradient.
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const loss = tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor2D];
    const save = args[1] as unknown as tf.GradSaveFunc;
    const [value, gradient] = customKernel<tf.Tensor[]>(
      SOFTMAX_CROSS_ENTROPY, { logits: input, targets }, {}, () => compose(input, targets)) as [tf.Scalar, tf.Tensor];
    save([gradient]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, saved[0] as tf.Tensor) };
  });
  return loss(logits) as tf.Scalar;
}

/** The loss and its gradient by the logits, (sum of targets * softmax - targets) / N. */
function compose(logits: tf.Tensor2D, targets: tf.Tensor2D): [tf.Tensor, tf.Tensor] {
  return tf.tidy(() => {
    const share = 1 / logits.shape[0];
    const shifted = tf.sub(logits, tf.max(logits, 1, true));
    const logProbabilities = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    const expected = tf.mul(tf.exp(logProbabilities), tf.sum(targets, 1, true));
    return [tf.mul(tf.sum(tf.mul(logProbabilities, targets)), -share), tf.mul(tf.sub(expected, targets), share)];
  });
}
