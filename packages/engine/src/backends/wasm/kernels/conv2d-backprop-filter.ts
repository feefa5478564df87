import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { allocate, view } from './heap.js';
import { im2colTransposed } from './im2col.js';

type Shape4D = [number, number, number, number];

/** dW = unfolded(x) * dy, one matrix product. x [N,H,W,C], dy [N,OH,OW,O] -> [KH,KW,C,O]. */
export const conv2dBackpropFilter: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => tf.tidy(() => {
    const { x, dy } = inputs as unknown as tf.Conv2DBackpropFilterInputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const { strides, pad, filterShape, dimRoundingMode } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const conv = tf.backend_util.computeConv2DInfo(x.shape as Shape4D, filterShape, strides, 1, pad, dimRoundingMode);
    const { inChannels, outChannels, filterHeight, filterWidth } = conv;
    const positions = conv.batchSize * conv.outHeight * conv.outWidth;
    const pointwise = filterHeight * filterWidth === 1 && conv.strideHeight === 1 && conv.strideWidth === 1;
    const columns = pointwise
      ? tf.transpose(tf.reshape(x, [positions, inChannels]))
      : unfold(backend as BackendWasm, x, conv);
    return tf.reshape(tf.matMul(columns as tf.Tensor2D, tf.reshape(dy, [positions, outChannels])), filterShape);
  }),
};

function unfold(backend: BackendWasm, x: tf.Tensor4D, conv: tf.backend_util.Conv2DInfo): tf.Tensor {
  const planes = tf.transpose(x, [3, 0, 1, 2]);
  const columns = allocate(backend, [
    conv.filterHeight * conv.filterWidth * conv.inChannels, conv.batchSize * conv.outHeight * conv.outWidth]);
  im2colTransposed(view(backend, planes), view(backend, columns), conv);
  planes.dispose();
  return columns;
}
