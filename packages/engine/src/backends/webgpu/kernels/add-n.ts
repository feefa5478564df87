import * as tf from '@tensorflow/tfjs-core';

/** A shader may bind 8 storage buffers, one of them for the sum. */
const MOST_TERMS = 7;

/** Sums many tensors pair by pair. The shipped kernel binds them all to one shader, which the device refuses from 8 on. */
export function addPairwise(shipped: tf.KernelConfig): tf.KernelConfig {
  return {
    ...shipped,
    kernelFunc: (params) => {
      const terms = params.inputs as unknown as tf.Tensor[];
      if (terms.length <= MOST_TERMS) return shipped.kernelFunc(params);
      return tf.tidy(() => terms.reduce((sum, term) => tf.add(sum, term)));
    },
  };
}
