import * as tf from '@tensorflow/tfjs-core';
import { imageMeans, imageProducts, imageScale } from './image-channels.js';
import { siluGradient, siluValue } from './silu.js';

/** Kernels [C,S] and [S,C], biases [S] and [C], of the two 1x1 convolutions. */
export interface SqueezeExciteParameters {
  readonly squeeze: tf.Tensor2D;
  readonly squeezeBias: tf.Tensor1D;
  readonly excite: tf.Tensor2D;
  readonly exciteBias: tf.Tensor1D;
}

/**
 * Weighs channels by what the whole image holds: mean, 1x1 with bias, SiLU, 1x1 with bias, sigmoid, times x. One op, so that
 * the gradient passes over the images twice and makes a single tensor of their size.
 * Source: Hu et al. 2018 (arXiv 1709.01507).
 */
export function squeezeExcite(x: tf.Tensor4D, parameters: SqueezeExciteParameters): tf.Tensor4D {
  const { squeeze, squeezeBias, excite, exciteBias } = parameters;
  const op = tf.customGrad((...args) => {
    const [input, w1, b1, w2, b2] = args as [tf.Tensor4D, tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D];
    const save = args[5] as unknown as tf.GradSaveFunc;
    const means = imageMeans(input);
    const hidden = tf.add(tf.matMul(means, w1), b1) as tf.Tensor2D;
    const gate = tf.sigmoid(tf.add(tf.matMul(siluValue(hidden) as tf.Tensor2D, w2), b2)) as tf.Tensor2D;
    save([input, means, hidden, gate, w1, w2]);
    return {
      value: imageScale(input, gate, tf.zerosLike(gate)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.tidy(() => gradients(dy as tf.Tensor4D, saved as Saved)),
    };
  });
  return op(x, squeeze, squeezeBias, excite, exciteBias) as tf.Tensor4D;
}

type Saved = [tf.Tensor4D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];

function gradients(dy: tf.Tensor4D, [x, means, hidden, gate, w1, w2]: Saved): tf.Tensor[] {
  const dGate = imageProducts(dy, x);
  // Through the sigmoid: s (1 - s).
  const dExcited = tf.mul(dGate, tf.sub(gate, tf.square(gate))) as tf.Tensor2D;
  const dHidden = siluGradient(tf.matMul(dExcited, w2, false, true), hidden) as tf.Tensor2D;
  const dMeans = tf.mul(tf.matMul(dHidden, w1, false, true), 1 / (x.shape[1] * x.shape[2])) as tf.Tensor2D;
  return [
    imageScale(dy, gate, dMeans),
    tf.matMul(means, dHidden, true), tf.sum(dHidden, 0),
    tf.matMul(siluValue(hidden) as tf.Tensor2D, dExcited, true), tf.sum(dExcited, 0),
  ];
}
