import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { compute, roundUp } from './compute.js';
import { PANEL, type Shape4D } from './conv-info.js';
import { coveredWindow, imageOf, lineOf, windowed } from './images.js';
import { suitsWinograd, winogradConvolve } from './winograd.js';

/** x [N,H,W,C] and filter [KH,KW,C,O] -> [N,OH,OW,O]; dilated ones stay with the shipped kernel. */
export function conv2d(shipped: tf.KernelConfig): tf.KernelConfig {
  return {
    ...shipped,
    kernelFunc: (params) => {
      const { x, filter } = params.inputs as unknown as { x: tf.TensorInfo; filter: tf.TensorInfo };
      const { strides, pad, dilations, dimRoundingMode, dataFormat } = params.attrs as unknown as tf.Conv2DAttrs;
      const conv = tf.backend_util.computeConv2DInfo(
        x.shape as Shape4D, filter.shape as Shape4D, strides, dilations, pad, dimRoundingMode, false,
        tf.backend_util.convertConv2DDataFormat(dataFormat));
      if (conv.dilationHeight !== 1 || conv.dilationWidth !== 1 || conv.dataFormat !== 'channelsLast') return shipped.kernelFunc(params);
      return compute(params.backend as BackendWasm, conv.outShape, (out, workspace) => {
        if (suitsWinograd(conv)) {
          winogradConvolve(workspace, conv, workspace.address(x), workspace.address(filter), out);
          return;
        }
        const { batchSize: batch, inHeight: height, inWidth: width, inChannels: channels, outHeight, outWidth, outChannels } = conv;
        const source = windowed(workspace, { address: workspace.address(x), batch, height, width, channels }, coveredWindow(conv), 1);
        const run = conv.filterWidth * channels, rows = conv.filterHeight * run;
        const packed = workspace.scratch(rows * roundUp(outChannels, PANEL));
        workspace.simd.packPanels(workspace.address(filter), rows, outChannels, outChannels, 1, packed, rows * PANEL);
        workspace.simd.convolve(source.address, imageOf(source), conv.strideHeight * lineOf(source), conv.strideWidth * channels,
          batch, outHeight, outWidth, conv.filterHeight, run, lineOf(source), packed, outChannels,
          out, outHeight * outWidth * outChannels, outWidth * outChannels, outChannels);
      });
    },
  };
}
