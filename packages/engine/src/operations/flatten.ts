import * as tf from '@tensorflow/tfjs-core';

/** All tensors as one vector, in order. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat(tensors.map((tensor) => tf.reshape(tensor, [tensor.size]))) as tf.Tensor1D;
}

/** The parts of a vector in the shapes of `like`, in order. */
export function unflatten(vector: tf.Tensor, like: readonly tf.Tensor[]): tf.Tensor[] {
  return tf.split(vector, like.map(({ size }) => size)).map((part, index) => tf.reshape(part, (like[index] as tf.Tensor).shape));
}
