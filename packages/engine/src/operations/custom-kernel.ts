import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs a kernel that TensorFlow.js does not know, where the backend in use has it; elsewhere the composition of ordinary
 * ops with the same meaning.
 */
export function customKernel<T extends tf.Tensor | tf.Tensor[]>(
  name: string, inputs: Readonly<Record<string, tf.Tensor>> | readonly tf.Tensor[], attrs: object, composition: () => T,
): T {
  if (tf.getKernel(name, tf.getBackend()) === undefined) return composition();
  return tf.engine().runKernel(name, inputs as unknown as tf.NamedTensorMap, attrs as unknown as tf.NamedAttrMap) as T;
}
