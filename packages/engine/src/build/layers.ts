/** The layers of a block. Each is made once (its parameters) and then applied any number of times. */
import type { Kernel, Stride } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import * as operations from '../operations/squeeze-excite.js';
import type { ForwardPass } from './forward-pass.js';
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
  const norm = batchNorm(builder, outChannels, activation);
  return (x, pass) => norm(tf.conv2d(x, weights as tf.Tensor4D, stride, 'same'), pass);
}

/** Depthwise convolution without bias, batch norm, SiLU. */
export function depthwiseConvolution(builder: NetworkBuilder, kernel: Kernel, stride: Stride, channels: number): Layer {
  const weights = builder.parameters.convolutionKernel<tf.Rank.R4>([kernel, kernel, channels, 1], kernel * kernel);
  const norm = batchNorm(builder, channels, true);
  return (x, pass) => norm(tf.depthwiseConv2d(x, weights as tf.Tensor4D, stride, 'same'), pass);
}

function batchNorm(builder: NetworkBuilder, channels: number, silu: boolean): Layer {
  const scale = builder.parameters.constant('scale', channels, 1) as tf.Tensor1D;
  const shift = builder.parameters.constant('shift', channels, 0) as tf.Tensor1D;
  const index = builder.addBatchNorm(channels);
  return (x, pass) => pass.batchNorm(index, x, { scale, shift }, silu);
}

export function squeezeExcite(builder: NetworkBuilder, channels: number, width: number): Layer {
  const { parameters } = builder;
  const squeeze = parameters.convolutionKernel<tf.Rank.R2>([channels, width], width) as tf.Tensor2D;
  const squeezeBias = parameters.constant('bias', width, 0) as tf.Tensor1D;
  const excite = parameters.convolutionKernel<tf.Rank.R2>([width, channels], channels) as tf.Tensor2D;
  const exciteBias = parameters.constant('bias', channels, 0) as tf.Tensor1D;
  return (x) => operations.squeezeExcite(x, { squeeze, squeezeBias, excite, exciteBias });
}
