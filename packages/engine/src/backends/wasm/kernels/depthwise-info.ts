import { backend_util } from '@tensorflow/tfjs-core';

type Shape4D = [number, number, number, number];

interface DepthwiseOptions {
  readonly strides: number | [number, number];
  readonly dilations: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Sizes and padding of a depthwise convolution; refuses what these gradients do not cover. */
export function depthwiseInfo(inShape: Shape4D, filterShape: Shape4D, options: DepthwiseOptions): backend_util.Conv2DInfo {
  const conv = backend_util.computeConv2DInfo(
    inShape, filterShape, options.strides, options.dilations ?? 1, options.pad, options.dimRoundingMode, true);
  if (filterShape[3] !== 1) throw new Error(`Depthwise gradients on wasm need a channel multiplier of 1, not ${filterShape[3]}.`);
  if (conv.dilationHeight !== 1 || conv.dilationWidth !== 1) throw new Error('Depthwise gradients on wasm need dilation 1.');
  return conv;
}
