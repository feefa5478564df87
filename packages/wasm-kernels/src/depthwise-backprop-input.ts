import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { at, compute } from './compute.js';
import { depthwiseInfo, LANES, type ConvInfo, type Shape4D } from './conv-info.js';
import { imageOf, lineOf, windowed } from './images.js';
import { phasesOf } from './phases.js';

/**
 * dx for dy [N,OH,OW,C] and filter [KH,KW,C,1]: phase by phase as the gradient of a full convolution, or, where the padding is
 * the same on all sides and nothing is skipped, as the forward convolution of dy with the filter turned around, which needs no
 * copy with borders and takes half the time.
 */
export const depthwiseBackpropInput: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as unknown as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const options = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
    const conv = depthwiseInfo(options.inputShape, filter.shape as Shape4D, options);
    if (mirrors(conv)) return convolveTurned(backend as BackendWasm, dy, filter);
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

function mirrors({ strideHeight, strideWidth, filterHeight, filterWidth, padInfo }: ConvInfo): boolean {
  const { top, bottom, left, right } = padInfo;
  return strideHeight === 1 && strideWidth === 1
    && 2 * top === filterHeight - 1 && bottom === top && 2 * left === filterWidth - 1 && right === left;
}

function convolveTurned(backend: BackendWasm, dy: tf.TensorInfo, filter: tf.TensorInfo): tf.TensorInfo {
  const [height, width, channels] = filter.shape as Shape4D, taps = height * width;
  const turned = compute(backend, filter.shape, (out, { address, floats }) => {
    const from = floats(address(filter), taps * channels), to = floats(out, taps * channels);
    for (let tap = 0; tap < taps; tap++) to.set(from.subarray(tap * channels, (tap + 1) * channels), (taps - 1 - tap) * channels);
  });
  const forward = tf.getKernel(tf.DepthwiseConv2dNative, 'wasm');
  const attrs = { strides: [1, 1], pad: 'same', dilations: [1, 1] };
  const dx = forward.kernelFunc({ inputs: { x: dy, filter: turned }, attrs, backend }) as tf.TensorInfo;
  backend.disposeData(turned.dataId);
  return dx;
}
