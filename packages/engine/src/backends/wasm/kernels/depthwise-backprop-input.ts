import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { depthwiseInfo } from './depthwise-info.js';
import { allocate, view } from './heap.js';

/**
 * dx for dy [N,OH,OW,C] and filter [KH,KW,C,1]: a stride-1 depthwise convolution of dy, zeros inserted between its
 * values for larger strides, with the filter turned around.
 */
export const depthwiseBackpropInput: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => tf.tidy(() => {
    const { dy, filter } = inputs as unknown as { dy: tf.Tensor4D; filter: tf.Tensor4D };
    const options = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
    const conv = depthwiseInfo(options.inputShape, filter.shape, options);
    const spread = conv.strideHeight === 1 && conv.strideWidth === 1 ? dy : insertZeros(backend as BackendWasm, dy, conv);
    const top = conv.filterHeight - 1 - conv.padInfo.top;
    const left = conv.filterWidth - 1 - conv.padInfo.left;
    // What is left over after the last window gets no gradient, so the padding there follows from the input's size.
    const bottom = conv.inHeight - (spread.shape[1] + top - conv.filterHeight + 1);
    const right = conv.inWidth - (spread.shape[2] + left - conv.filterWidth + 1);
    return tf.depthwiseConv2d(spread, tf.reverse(filter, [0, 1]), 1, [[0, 0], [top, bottom], [left, right], [0, 0]]);
  }),
};

function insertZeros(backend: BackendWasm, dy: tf.Tensor4D, conv: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const { batchSize, outHeight, outWidth, outChannels: channels, strideHeight, strideWidth } = conv;
  const height = (outHeight - 1) * strideHeight + 1;
  const width = (outWidth - 1) * strideWidth + 1;
  const spread = allocate(backend, [batchSize, height, width, channels]);
  const from = view(backend, dy), to = view(backend, spread);
  to.fill(0);
  let p = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let h = 0; h < outHeight; h++) {
      for (let w = 0; w < outWidth; w++, p += channels) {
        const target = ((n * height + h * strideHeight) * width + w * strideWidth) * channels;
        for (let c = 0; c < channels; c++) to[target + c] = from[p + c] as number;
      }
    }
  }
  return spread as tf.Tensor4D;
}
