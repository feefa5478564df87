import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { compute } from './compute.js';
import type { Shape4D } from './conv-info.js';
import { outerProducts } from './outer-products.js';
import { suitsWinograd, winogradFilterGradient } from './winograd.js';

/** dW for x [N,H,W,C] and dy [N,OH,OW,O] -> [KH,KW,C,O], summed straight from the images. */
export const conv2dBackpropFilter: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as unknown as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const { strides, pad, filterShape, dimRoundingMode } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const conv = tf.backend_util.computeConv2DInfo(x.shape as Shape4D, filterShape, strides, 1, pad, dimRoundingMode);
    return compute(backend as BackendWasm, filterShape, (out, workspace) => {
      const gradient = suitsWinograd(conv) ? winogradFilterGradient : outerProducts;
      gradient(workspace, conv, workspace.address(x), workspace.address(dy), out);
    });
  },
};
