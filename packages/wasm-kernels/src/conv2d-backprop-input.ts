import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { at, compute, roundUp, type Workspace } from './compute.js';
import { PANEL, type ConvInfo, type Shape4D } from './conv-info.js';
import { imageOf, lineOf, windowed, type Images } from './images.js';
import { phasesOf, type Phase } from './phases.js';
import { suitsWinograd, winogradInputGradient } from './winograd.js';

/**
 * dx for dy [N,OH,OW,O] and filter [KH,KW,C,O]: for every remainder of a position by the stride one convolution of dy with
 * the taps that meet it, turned around. No zeros are inserted and nothing is unfolded.
 */
export const conv2dBackpropInput: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropInput,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as unknown as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const { inputShape, strides, pad, dimRoundingMode } = attrs as unknown as tf.Conv2DBackpropInputAttrs;
    const conv = tf.backend_util.computeConv2DInfo(inputShape, filter.shape as Shape4D, strides, 1, pad, dimRoundingMode);
    return compute(backend as BackendWasm, conv.inShape, (out, workspace) => {
      if (suitsWinograd(conv)) {
        winogradInputGradient(workspace, conv, workspace.address(dy), workspace.address(filter), out);
        return;
      }
      const { vertical, horizontal, window } = phasesOf(conv);
      const gradients = {
        address: workspace.address(dy), batch: conv.batchSize, height: conv.outHeight, width: conv.outWidth, channels: conv.outChannels,
      };
      const source = windowed(workspace, gradients, window, 1);
      const packed = workspace.scratch(conv.filterHeight * conv.filterWidth * conv.outChannels * roundUp(conv.inChannels, PANEL));
      for (const rows of vertical) {
        for (const columns of horizontal) {
          packTaps(workspace, workspace.address(filter), rows, columns, packed, conv);
          const from = at(source.address, (rows.start - window.top) * lineOf(source) + (columns.start - window.left) * source.channels);
          const to = at(out, (rows.first * conv.inWidth + columns.first) * conv.inChannels);
          convolvePhase(workspace, { ...source, address: from }, rows, columns, packed, to, conv);
        }
      }
    });
  },
};

/** The phase's taps, each transposed to [O, C], as consecutive rows of the packed matrix. */
function packTaps({ simd }: Workspace, filter: number, rows: Phase, columns: Phase, packed: number, conv: ConvInfo): void {
  const { inChannels, outChannels, filterWidth } = conv;
  const panel = rows.taps.length * columns.taps.length * outChannels * PANEL;
  rows.taps.flatMap((row) => columns.taps.map((column) => row * filterWidth + column)).forEach((tap, index) => {
    simd.packPanels(at(filter, tap * inChannels * outChannels), outChannels, inChannels, 1, outChannels,
      at(packed, index * outChannels * PANEL), panel);
  });
}

function convolvePhase(
  { simd }: Workspace, source: Images, rows: Phase, columns: Phase, packed: number, to: number, conv: ConvInfo,
): void {
  const { inHeight, inWidth, inChannels, strideHeight, strideWidth } = conv;
  // Without taps there are no segments, and the sums stay 0.
  const segments = columns.taps.length === 0 ? 0 : rows.taps.length;
  simd.convolve(source.address, imageOf(source), lineOf(source), source.channels, source.batch, rows.count, columns.count,
    segments, columns.taps.length * source.channels, lineOf(source), packed, inChannels,
    to, inHeight * inWidth * inChannels, strideHeight * inWidth * inChannels, strideWidth * inChannels);
}
