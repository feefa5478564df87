/** The layers of a block. Each is made once (its parameters) and then applied any number of times. */
import type { Kernel, Stride } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { ForwardPass } from './forward-pass.js';
import { globalAverage, silu } from './operations.js';
import type { NetworkBuilder } from './network-builder.js';

export type Layer = (x: tf.Tensor4D, pass: ForwardPass) => tf.Tensor4D;

interface ConvolutionOptions {
  readonly kernel: Kernel;
  readonly stride: Stride;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly activation: boolean;
}

/** Convolution without bias, batch norm and maybe SiLU. */
export function convolution(builder: NetworkBuilder, options: ConvolutionOptions): Layer {
  const { kernel, stride, inChannels, outChannels, activation } = options;
  const weights = builder.parameters.convolutionKernel<tf.Rank.R4>(
    [kernel, kernel, inChannels, outChannels], kernel * kernel * outChannels);
  const norm = batchNorm(builder, outChannels);
  return (x, pass) => {
    const y = norm(tf.conv2d(x, weights as tf.Tensor4D, stride, 'same'), pass);
    return activation ? silu(y) : y;
  };
}

/** Depthwise convolution without bias, batch norm, SiLU. */
export function depthwiseConvolution(builder: NetworkBuilder, kernel: Kernel, stride: Stride, channels: number): Layer {
  const weights = builder.parameters.convolutionKernel<tf.Rank.R4>([kernel, kernel, channels, 1], kernel * kernel);
  const norm = batchNorm(builder, channels);
  return (x, pass) => silu(norm(tf.depthwiseConv2d(x, weights as tf.Tensor4D, stride, 'same'), pass));
}

function batchNorm(builder: NetworkBuilder, channels: number): Layer {
  const scale = builder.parameters.constant('scale', channels, 1);
  const shift = builder.parameters.constant('shift', channels, 0);
  const index = builder.addBatchNorm(channels);
  return (x, pass) => pass.batchNorm(index, x, scale as tf.Tensor1D, shift as tf.Tensor1D);
}

/** Weighs channels by what the whole image holds: mean, 1x1 with bias, SiLU, 1x1 with bias, sigmoid. */
export function squeezeExcite(builder: NetworkBuilder, channels: number, width: number): Layer {
  const squeeze = builder.parameters.convolutionKernel<tf.Rank.R4>([1, 1, channels, width], width);
  const squeezeBias = builder.parameters.constant('bias', width, 0);
  const excite = builder.parameters.convolutionKernel<tf.Rank.R4>([1, 1, width, channels], channels);
  const exciteBias = builder.parameters.constant('bias', channels, 0);
  return (x) => {
    const squeezed = silu(tf.add(tf.conv2d(globalAverage(x), squeeze as tf.Tensor4D, 1, 'same'), squeezeBias) as tf.Tensor4D);
    return tf.mul(x, tf.sigmoid(tf.add(tf.conv2d(squeezed, excite as tf.Tensor4D, 1, 'same'), exciteBias)));
  };
}
