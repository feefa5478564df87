import * as tf from '@tensorflow/tfjs-core';

export type ConvInfo = tf.backend_util.Conv2DInfo;
export type Shape4D = [number, number, number, number];

/** Columns of a packed panel, as assembly/panels.ts has it. */
export const PANEL = 8;

/** Floats of a vector. */
export const LANES = 4;

interface DepthwiseOptions {
  readonly strides: number | [number, number];
  readonly dilations?: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Sizes and padding of a depthwise convolution; refuses what these gradients do not cover. */
export function depthwiseInfo(inShape: Shape4D, filterShape: Shape4D, options: DepthwiseOptions): ConvInfo {
  const conv = tf.backend_util.computeConv2DInfo(
    inShape, filterShape, options.strides, options.dilations ?? 1, options.pad, options.dimRoundingMode, true);
  if (filterShape[3] !== 1) throw new Error(`Depthwise gradients on wasm need a channel multiplier of 1, not ${filterShape[3]}.`);
  if (conv.dilationHeight !== 1 || conv.dilationWidth !== 1) throw new Error('Depthwise gradients on wasm need dilation 1.');
  return conv;
}
