import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean cross entropy of logits [N, classes] against target distributions of the same shape, with the gradient
 * (softmax - target) / N.
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const [size] = logits.shape;
  const loss = tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor2D];
    const save = args[1] as unknown as tf.GradSaveFunc;
    const shifted = tf.sub(input, tf.max(input, 1, true));
    const logSum = tf.log(tf.sum(tf.exp(shifted), 1, true));
    const logProbabilities = tf.sub(shifted, logSum);
    save([logProbabilities]);
    return {
      value: tf.mul(tf.sum(tf.mul(logProbabilities, targets)), -1 / size),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.tidy(() =>
        tf.mul(tf.sub(tf.exp(saved[0] as tf.Tensor), targets), tf.mul(dy, 1 / size))),
    };
  });
  return loss(logits) as tf.Scalar;
}
