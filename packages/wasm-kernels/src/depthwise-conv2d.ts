import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { compute } from './compute.js';
import { LANES, type Shape4D } from './conv-info.js';
import { coveredWindow, imageOf, lineOf, windowed } from './images.js';

/**
 * x [N,H,W,C] and filter [KH,KW,C,1] -> [N,OH,OW,C], in half the shipped kernel's time for 5x5 filters. Those up to 3x3 stay with it:
 * there the copy with borders weighs as much as the arithmetic (0.7 to 2 times the time, by size and stride). So do
 * dilations and channel multipliers.
 */
export function depthwiseConv2d(shipped: tf.KernelConfig): tf.KernelConfig {
  return {
    ...shipped,
    kernelFunc: (params) => {
      const { x, filter } = params.inputs as unknown as { x: tf.TensorInfo; filter: tf.TensorInfo };
      const { strides, pad, dilations, dimRoundingMode } = params.attrs as unknown as tf.DepthwiseConv2dNativeAttrs;
      const conv = tf.backend_util.computeConv2DInfo(
        x.shape as Shape4D, filter.shape as Shape4D, strides, dilations ?? 1, pad, dimRoundingMode, true);
      const small = conv.filterHeight * conv.filterWidth <= 9;
      if (small || conv.dilationHeight !== 1 || conv.dilationWidth !== 1 || filter.shape[3] !== 1) return shipped.kernelFunc(params);
      return compute(params.backend as BackendWasm, conv.outShape, (out, workspace) => {
        const { batchSize: batch, inHeight: height, inWidth: width, inChannels: channels, outHeight, outWidth } = conv;
        const source = windowed(workspace, { address: workspace.address(x), batch, height, width, channels }, coveredWindow(conv), LANES);
        const taps = { address: workspace.address(filter), batch: 1, height: conv.filterHeight, width: conv.filterWidth, channels };
        const weights = windowed(workspace, taps, { top: 0, left: 0, height: taps.height, width: taps.width }, LANES);
        workspace.simd.depthwise(source.address, imageOf(source), conv.strideHeight * lineOf(source), conv.strideWidth * source.channels,
          lineOf(source), source.channels, batch, outHeight, outWidth, conv.filterHeight, conv.filterWidth, weights.address,
          channels, source.channels, out, outHeight * outWidth * channels, outWidth * channels, channels);
      });
    },
  };
}
