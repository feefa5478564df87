/** What the webgpu backend of TensorFlow.js does wrong: one file, one kernel. */
import * as tf from '@tensorflow/tfjs-core';
import { addPairwise } from './add-n.js';

let registered = false;

/** Registers them once for the whole process, in place of the shipped ones of the same name. */
export function registerKernels(): void {
  if (registered) return;
  registered = true;
  const kernel = addPairwise(tf.getKernel(tf.AddN, 'webgpu'));
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}
