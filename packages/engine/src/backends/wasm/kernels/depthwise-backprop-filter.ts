import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { depthwiseInfo } from './depthwise-info.js';
import { allocate, view } from './heap.js';

/**
 * dW for x [N,H,W,C] and dy [N,OH,OW,C] -> [KH,KW,C,1]. A plain loop over the heap: compositions of slices, products and
 * sums, and the dilated depthwise convolution that computes the same, were all measured slower.
 */
export const depthwiseBackpropFilter: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => tf.tidy(() => {
    const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const options = attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
    const conv = depthwiseInfo(x.shape, options.filterShape, options);
    const filter = allocate(backend as BackendWasm, options.filterShape);
    correlate(view(backend as BackendWasm, x), view(backend as BackendWasm, dy), view(backend as BackendWasm, filter), conv);
    return filter;
  }),
};

function correlate(x: Float32Array, dy: Float32Array, out: Float32Array, conv: tf.backend_util.Conv2DInfo): void {
  let tap = 0;
  for (let kh = 0; kh < conv.filterHeight; kh++) {
    for (let kw = 0; kw < conv.filterWidth; kw++, tap++) {
      correlateTap(x, dy, out.subarray(tap * conv.inChannels, (tap + 1) * conv.inChannels), kh - conv.padInfo.top, kw - conv.padInfo.left, conv);
    }
  }
}

/** Sum over all positions of x shifted by (down, right) times dy, per channel. */
function correlateTap(x: Float32Array, dy: Float32Array, out: Float32Array, down: number, right: number, conv: tf.backend_util.Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth, strideHeight, strideWidth } = conv;
  const sums = new Float64Array(channels);
  for (let n = 0; n < batchSize; n++) {
    for (let oh = 0; oh < outHeight; oh++) {
      const h = oh * strideHeight + down;
      if (h < 0 || h >= inHeight) continue;
      for (let ow = 0; ow < outWidth; ow++) {
        const w = ow * strideWidth + right;
        if (w < 0 || w >= inWidth) continue;
        const a = ((n * inHeight + h) * inWidth + w) * channels;
        const b = ((n * outHeight + oh) * outWidth + ow) * channels;
        for (let c = 0; c < channels; c++) sums[c] = (sums[c] as number) + (x[a + c] as number) * (dy[b + c] as number);
      }
    }
  }
  out.set(sums);
}
