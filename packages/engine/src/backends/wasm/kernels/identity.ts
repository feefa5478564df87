import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/**
 * A second handle on the same values, as on every other backend. The shipped kernel copies them, and a clone is taken of
 * every tensor that is kept for a gradient.
 */
export const identity: tf.KernelConfig = {
  kernelName: tf.Identity,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const { dataId, shape, dtype } = inputs['x'] as tf.TensorInfo;
    (backend as BackendWasm).incRef(dataId);
    return { dataId, shape, dtype };
  },
};
