import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { computeAll } from './compute.js';

/** Inputs logits, targets [N, classes] -> mean cross entropy [], its gradient by the logits [N, classes]. */
export const SOFTMAX_CROSS_ENTROPY = 'SoftmaxCrossEntropy';

/** In JavaScript: a batch has some hundred logits, and double precision costs nothing. */
export const softmaxCrossEntropy: KernelConfig = {
  kernelName: SOFTMAX_CROSS_ENTROPY,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const logits = inputs['logits'] as TensorInfo, targets = inputs['targets'] as TensorInfo;
    const [rows, classes] = logits.shape as [number, number];
    return computeAll(backend as BackendWasm, [[], logits.shape], ([loss, gradient], { address, floats }) => {
      const size = rows * classes;
      const x = floats(address(logits), size), t = floats(address(targets), size), to = floats(gradient as number, size);
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += crossEntropyOfRow(x, t, to, row * classes, classes, 1 / rows);
      floats(loss as number, 1)[0] = sum / rows;
    });
  },
};

/** The row's loss; its gradient, (sum of targets * softmax - targets) * share, to `to`. */
function crossEntropyOfRow(
  x: Float32Array, targets: Float32Array, to: Float32Array, start: number, classes: number, share: number,
): number {
  let largest = -Infinity, sum = 0, weight = 0, product = 0;
  // Math.max, so that NaN is not passed over.
  for (let i = start; i < start + classes; i++) largest = Math.max(largest, x[i] as number);
  for (let i = start; i < start + classes; i++) {
    const shifted = (x[i] as number) - largest, target = targets[i] as number;
    sum += Math.exp(shifted);
    weight += target;
    product += target * shifted;
  }
  for (let i = start; i < start + classes; i++) {
    to[i] = ((weight * Math.exp((x[i] as number) - largest)) / sum - (targets[i] as number)) * share;
  }
  return weight * Math.log(sum) - product;
}
