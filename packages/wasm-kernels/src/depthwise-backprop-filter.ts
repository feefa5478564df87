import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { compute } from './compute.js';
import { depthwiseInfo, LANES, type Shape4D } from './conv-info.js';
import { coveredWindow, imageOf, lineOf, windowed } from './images.js';

/** dW for x [N,H,W,C] and dy [N,OH,OW,C] -> [KH,KW,C,1]. */
export const depthwiseBackpropFilter: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as unknown as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const options = attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
    const conv = depthwiseInfo(x.shape as Shape4D, options.filterShape, options);
    return compute(backend as BackendWasm, options.filterShape, (out, workspace) => {
      const { batchSize: batch, inHeight, inWidth, inChannels: channels, outHeight, outWidth } = conv;
      const images = { address: workspace.address(x), batch, height: inHeight, width: inWidth, channels };
      const source = windowed(workspace, images, coveredWindow(conv), LANES);
      const gradients = windowed(workspace, { address: workspace.address(dy), batch, height: outHeight, width: outWidth, channels },
        { top: 0, left: 0, height: outHeight, width: outWidth }, LANES);
      const taps = conv.filterHeight * conv.filterWidth;
      const padded = source.channels !== channels;
      const sums = padded ? workspace.scratch(taps * source.channels) : out;
      workspace.simd.depthwiseFilterGradient(source.address, imageOf(source), conv.strideHeight * lineOf(source),
        conv.strideWidth * source.channels, lineOf(source), source.channels, gradients.address, batch, outHeight, outWidth,
        conv.filterHeight, conv.filterWidth, source.channels, sums);
      if (padded) workspace.simd.copyWindow(sums, 1, taps, 1, source.channels, out, taps, 1, channels, 0, 0);
    });
  },
};
