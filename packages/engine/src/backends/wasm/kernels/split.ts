import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { allocate, view } from './heap.js';

/**
 * Splits along the first axis by one copy a part. The shipped kernel copies the whole input out of the heap for every
 * part, which for a vector of all parameters is the parameters times the number of layers.
 */
export function splitFirstAxis(shipped: tf.KernelConfig): tf.KernelConfig {
  return {
    ...shipped,
    kernelFunc: (params) => {
      const x = params.inputs['x'] as tf.Tensor;
      const { numOrSizeSplits, axis } = params.attrs as unknown as tf.SplitVAttrs;
      if (x.dtype !== 'float32' || tf.util.parseAxisParam(axis, x.shape)[0] !== 0) return shipped.kernelFunc(params);
      const backend = params.backend as BackendWasm;
      const parts = tf.backend_util.prepareSplitSize(x, numOrSizeSplits, 0)
        .map((size) => allocate(backend, [size, ...x.shape.slice(1)]));
      let offset = 0;
      for (const part of parts) view(backend, part).set(view(backend, x).subarray(offset, (offset += part.size)));
      return parts;
    },
  };
}
