/** What the wasm backend of TensorFlow.js does with needless copies, made of its own ops: one file, one kernel. */
import * as tf from '@tensorflow/tfjs-core';
import { identity } from './identity.js';
import { splitFirstAxis } from './split.js';

let registered = false;

/** Registers them once for the whole process, in place of the shipped ones of the same name. */
export function registerKernels(): void {
  if (registered) return;
  registered = true;
  const kernels = [
    identity,
    splitFirstAxis(tf.getKernel(tf.SplitV, 'wasm')),
  ];
  for (const kernel of kernels) {
    if (tf.getKernel(kernel.kernelName, 'wasm') !== undefined) tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
  }
}
