import type { Block } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import { convolution, depthwiseConvolution, squeezeExcite, type Layer } from './layers.js';
import type { NetworkBuilder } from './network-builder.js';

/**
 * One block as core describes it.
 * @param index the block's number from 0, which scales its stochastic depth
 */
export function block(builder: NetworkBuilder, shape: Block, index: number, blocks: number): Layer {
  const layers = shape.op === 'mbconv' ? mbconv(builder, shape) : fusedMbconv(builder, shape);
  const branch: Layer = (x, pass) => layers.reduce((y, layer) => layer(y, pass), x);
  if (!shape.hasResidual) return branch;
  return (x, pass) => tf.add(pass.dropBranch(branch(x, pass), index / blocks), x);
}

function mbconv(builder: NetworkBuilder, shape: Block): Layer[] {
  const { kernel, stride, inChannels, hiddenChannels, outChannels, expansion } = shape;
  const expand = { kernel: 1, stride: 1, inChannels, outChannels: hiddenChannels, activation: true } as const;
  return [
    ...(expansion === 1 ? [] : [convolution(builder, expand)]),
    depthwiseConvolution(builder, kernel, stride, hiddenChannels),
    ...attention(builder, shape, hiddenChannels),
    convolution(builder, { kernel: 1, stride: 1, inChannels: hiddenChannels, outChannels, activation: false }),
  ];
}

function fusedMbconv(builder: NetworkBuilder, shape: Block): Layer[] {
  const { kernel, stride, inChannels, hiddenChannels, outChannels, expansion } = shape;
  if (expansion === 1) {
    return [
      ...attention(builder, shape, inChannels),
      convolution(builder, { kernel, stride, inChannels, outChannels, activation: true }),
    ];
  }
  return [
    convolution(builder, { kernel, stride, inChannels, outChannels: hiddenChannels, activation: true }),
    ...attention(builder, shape, hiddenChannels),
    convolution(builder, { kernel: 1, stride: 1, inChannels: hiddenChannels, outChannels, activation: false }),
  ];
}

function attention(builder: NetworkBuilder, shape: Block, channels: number): Layer[] {
  return shape.squeezeExciteChannels === 0 ? [] : [squeezeExcite(builder, channels, shape.squeezeExciteChannels)];
}
