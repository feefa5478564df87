import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { batchNormGradient, batchNormInference, batchNormTraining } from './batch-norm.js';
import { conv2d } from './conv2d.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter.js';
import { depthwiseBackpropInput } from './depthwise-backprop-input.js';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import { imageChannelKernels } from './image-channels.js';
import { matMul } from './mat-mul.js';
import { bestVariant, loadSimdModule, type SimdVariant } from './module.js';
import { optimizerUpdate } from './optimizer-update.js';
import { silu, siluGradient } from './silu.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { squeezeExciteKernels } from './squeeze-excite.js';

const NEW = [conv2dBackpropFilter, conv2dBackpropInput, depthwiseBackpropFilter, depthwiseBackpropInput];
/** Under names of our own: one kernel for what takes TensorFlow.js a dozen. */
const CUSTOM = [
  batchNormTraining, batchNormGradient, batchNormInference, ...imageChannelKernels, ...squeezeExciteKernels, silu, siluGradient, softmaxCrossEntropy, optimizerUpdate,
];
const IMPROVED = { [tf.Conv2D]: conv2d, [tf.DepthwiseConv2dNative]: depthwiseConv2d, [tf.BatchMatMul]: matMul };

let registered = false;

/**
 * Registers the kernels, once a process, in place of the shipped ones; loads their code into this backend.
 * @param variant of the code; by default the fastest that runs here
 * @returns the variant
 */
export function registerSimdKernels(backend: BackendWasm, variant: SimdVariant = bestVariant()): SimdVariant {
  loadSimdModule(backend, variant);
  if (registered) return variant;
  registered = true;
  const improved = Object.entries(IMPROVED).map(([name, improve]) => improve(tf.getKernel(name, 'wasm')));
  for (const kernel of [...NEW, ...CUSTOM, ...improved]) {
    if (tf.getKernel(kernel.kernelName, 'wasm') !== undefined) tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
  }
  return variant;
}
