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

/** Channels summed at once in local variables, which the compiler keeps in registers. */
const LANES = 4;

function correlate(x: Float32Array, dy: Float32Array, out: Float32Array, conv: tf.backend_util.Conv2DInfo): void {
  let tap = 0;
  for (let kh = 0; kh < conv.filterHeight; kh++) {
    for (let kw = 0; kw < conv.filterWidth; kw++, tap++) {
      const sums = out.subarray(tap * conv.inChannels, (tap + 1) * conv.inChannels);
      correlateTap(x, dy, sums, kh - conv.padInfo.top, kw - conv.padInfo.left, conv);
    }
  }
}

/** Sum over all positions of x shifted by (down, right) times dy, per channel. */
function correlateTap(
  x: Float32Array, dy: Float32Array, out: Float32Array, down: number, right: number, conv: tf.backend_util.Conv2DInfo,
): void {
  const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth, strideHeight, strideWidth } = conv;
  const rows = inside(outHeight, strideHeight, down, inHeight);
  const columns = inside(outWidth, strideWidth, right, inWidth);
  for (let c = 0; c < channels; c += LANES) {
    const lanes = Math.min(LANES, channels - c);
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (let n = 0; n < batchSize; n++) {
      for (let oh = rows.from; oh < rows.to; oh++) {
        let a = ((n * inHeight + oh * strideHeight + down) * inWidth + columns.from * strideWidth + right) * channels + c;
        let b = ((n * outHeight + oh) * outWidth + columns.from) * channels + c;
        for (let ow = columns.from; ow < columns.to; ow++, a += strideWidth * channels, b += channels) {
          s0 += (x[a] as number) * (dy[b] as number);
          if (lanes < LANES) {
            if (lanes > 1) s1 += (x[a + 1] as number) * (dy[b + 1] as number);
            if (lanes > 2) s2 += (x[a + 2] as number) * (dy[b + 2] as number);
            continue;
          }
          s1 += (x[a + 1] as number) * (dy[b + 1] as number);
          s2 += (x[a + 2] as number) * (dy[b + 2] as number);
          s3 += (x[a + 3] as number) * (dy[b + 3] as number);
        }
      }
    }
    [s0, s1, s2, s3].slice(0, lanes).forEach((sum, lane) => { out[c + lane] = sum; });
  }
}

/** Output positions whose input position, shifted, lies inside the image. */
function inside(outputs: number, stride: number, shift: number, inputs: number): { from: number; to: number } {
  return { from: Math.max(0, Math.ceil(-shift / stride)), to: Math.min(outputs, Math.floor((inputs - 1 - shift) / stride) + 1) };
}
