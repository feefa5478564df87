import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { at, compute } from './compute.js';
import { depthwiseInfo, LANES, type Shape4D } from './conv-info.js';
import { imageOf, lineOf, windowed } from './images.js';
import { phasesOf } from './phases.js';

/** dx for dy [N,OH,OW,C] and filter [KH,KW,C,1], phase by phase as the gradient of a full convolution. */
export const depthwiseBackpropInput: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as unknown as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const options = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
    const conv = depthwiseInfo(options.inputShape, filter.shape as Shape4D, options);
    return compute(backend as BackendWasm, conv.inShape, (out, workspace) => {
      const { batchSize: batch, inHeight, inWidth, inChannels: channels, outHeight: height, outWidth: width, strideHeight, strideWidth } = conv;
      const { vertical, horizontal, window } = phasesOf(conv);
      const source = windowed(workspace, { address: workspace.address(dy), batch, height, width, channels }, window, LANES);
      const weights = workspace.scratch(conv.filterHeight * conv.filterWidth * source.channels);
      for (const rows of vertical) {
        for (const columns of horizontal) {
          rows.taps.flatMap((row) => columns.taps.map((column) => row * conv.filterWidth + column)).forEach((tap, index) => {
            workspace.simd.copyWindow(at(workspace.address(filter), tap * channels), 1, 1, 1, channels,
              at(weights, index * source.channels), 1, 1, source.channels, 0, 0);
          });
          const corner = (rows.start - window.top) * lineOf(source) + (columns.start - window.left) * source.channels;
          workspace.simd.depthwise(at(source.address, corner), imageOf(source), lineOf(source), source.channels,
            lineOf(source), source.channels, batch, rows.count, columns.count, rows.taps.length, columns.taps.length, weights,
            channels, source.channels, at(out, (rows.first * inWidth + columns.first) * channels),
            inHeight * inWidth * channels, strideHeight * inWidth * channels, strideWidth * channels);
        }
      }
    });
  },
};
