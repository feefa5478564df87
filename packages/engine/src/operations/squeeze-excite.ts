import { SQUEEZE_EXCITE_GATE, SQUEEZE_EXCITE_GATE_GRADIENT } from '@stride/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { customKernel } from './custom-kernel.js';
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
export function squeezeExcite(x: tf.Tensor4D, { squeeze, squeezeBias, excite, exciteBias }: SqueezeExciteParameters): tf.Tensor4D {
  const op = tf.customGrad((...args) => {
    const [input, w1, b1, w2, b2] = args as [tf.Tensor4D, tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D];
    const save = args[5] as unknown as tf.GradSaveFunc;
    const means = imageMeans(input);
    const [gate, hidden] = gateOf(means, { squeeze: w1, squeezeBias: b1, excite: w2, exciteBias: b2 });
    save([input, means, gate, hidden, w1, w2]);
    return {
      value: imageScale(input, gate, tf.zerosLike(gate)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.tidy(() => gradients(dy as tf.Tensor4D, saved as Saved)),
    };
  });
  return op(x, squeeze, squeezeBias, excite, exciteBias) as tf.Tensor4D;
}

type Saved = [x: tf.Tensor4D, means: tf.Tensor2D, gate: tf.Tensor2D, hidden: tf.Tensor2D, squeeze: tf.Tensor2D, excite: tf.Tensor2D];

/** The weights of the channels, 0 to 1, and what went into the SiLU. */
function gateOf(means: tf.Tensor2D, parameters: SqueezeExciteParameters): [gate: tf.Tensor2D, hidden: tf.Tensor2D] {
  const { squeeze, squeezeBias, excite, exciteBias } = parameters;
  return customKernel(SQUEEZE_EXCITE_GATE, { means, squeeze, squeezeBias, excite, exciteBias }, {}, () => tf.tidy(() => {
    const hidden = tf.add(tf.matMul(means, squeeze), squeezeBias) as tf.Tensor2D;
    return [tf.sigmoid(tf.add(tf.matMul(siluValue(hidden) as tf.Tensor2D, excite), exciteBias)), hidden];
  }));
}

/** Of the image, both kernels and both biases, in the order of the op's inputs. */
function gradients(dy: tf.Tensor4D, [x, means, gate, hidden, squeeze, excite]: Saved): tf.Tensor[] {
  const dGate = imageProducts(dy, x);
  const [dMeans, ...parameters] = gateGradients(dGate, means, gate, hidden, squeeze, excite);
  const share = tf.mul(dMeans as tf.Tensor2D, 1 / (x.shape[1] * x.shape[2])) as tf.Tensor2D;
  return [imageScale(dy, gate, share), ...parameters];
}

/** Of the means, the first kernel, its bias, the second kernel, its bias. */
function gateGradients(
  dGate: tf.Tensor2D, means: tf.Tensor2D, gate: tf.Tensor2D, hidden: tf.Tensor2D, squeeze: tf.Tensor2D, excite: tf.Tensor2D,
): tf.Tensor[] {
  return customKernel(SQUEEZE_EXCITE_GATE_GRADIENT, { dGate, means, gate, hidden, squeeze, excite }, {}, () => tf.tidy(() => {
    // Through the sigmoid: s (1 - s).
    const dExcited = tf.mul(dGate, tf.sub(gate, tf.square(gate))) as tf.Tensor2D;
    const dHidden = siluGradient(tf.matMul(dExcited, excite, false, true), hidden) as tf.Tensor2D;
    return [
      tf.matMul(dHidden, squeeze, false, true),
      tf.matMul(means, dHidden, true), tf.sum(dHidden, 0),
      tf.matMul(siluValue(hidden) as tf.Tensor2D, dExcited, true), tf.sum(dExcited, 0),
    ];
  }));
}
