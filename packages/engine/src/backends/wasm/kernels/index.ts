/** What the wasm backend of TensorFlow.js lacks for training, or does with a scalar loop: one file, one kernel. */
import * as tf from '@tensorflow/tfjs-core';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter.js';
import { depthwiseBackpropInput } from './depthwise-backprop-input.js';
import { identity } from './identity.js';
import { reduceOver } from './reduce.js';
import { splitFirstAxis } from './split.js';

let registered = false;

/** Registers them once for the whole process, in place of the shipped ones of the same name. */
export function registerKernels(): void {
  if (registered) return;
  registered = true;
  const kernels = [
    conv2dBackpropFilter, conv2dBackpropInput, depthwiseBackpropFilter, depthwiseBackpropInput, identity,
    splitFirstAxis(tf.getKernel(tf.SplitV, 'wasm')),
    ...[tf.Sum, tf.Mean].map((name) => reduceOver(tf.getKernel(name, 'wasm'))),
  ];
  for (const kernel of kernels) {
    if (tf.getKernel(kernel.kernelName, 'wasm') !== undefined) tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
  }
}
