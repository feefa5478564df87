import { expandBlocks, type Architecture, type Rng } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import { globalAverage } from '../operations/image-channels.js';
import { BatchNormStatistics } from './batch-norm-statistics.js';
import { block } from './blocks.js';
import type { ForwardPass } from './forward-pass.js';
import { registerGradients } from './gradients.js';
import { convolution } from './layers.js';
import { NetworkBuilder } from './network-builder.js';
import type { Parameter } from './parameters.js';

/** An architecture with weights, ready to train. */
export interface Network {
  readonly parameters: readonly Parameter[];
  readonly statistics: BatchNormStatistics;
  /** Images [N,H,W,C] to logits [N, classes]. */
  forward(images: tf.Tensor4D, pass: ForwardPass): tf.Tensor2D;
  dispose(): void;
}

/**
 * The paper's 0.99 is for hundreds of thousands of steps; a proxy task has hundreds. Validation accuracy of the
 * reference network of search-spaces/fashion-mnist.json after 104, 208, 313 and 625 steps of 625 (RMSProp, batch 32):
 * 0.99 gives 0.21, 0.35, 0.79, 0.864; 0.9 gives 0.65, 0.79, 0.79, 0.867; 0.5 gives 0.72, 0.79, 0.80, 0.864. At the end the
 * learning rate is nearly 0, so the last ten batches are all of the same network, and no extra pass to re-estimate is needed.
 */
const BATCH_NORM_MOMENTUM = 0.9;

/** Creates the network's parameters from `rng`, in a fixed order. */
export function buildNetwork(architecture: Architecture, rng: Rng): Network {
  registerGradients();
  const { input, stem, head, classes } = architecture;
  const builder = new NetworkBuilder(rng);
  const shapes = expandBlocks(architecture);
  const features = shapes.at(-1)?.outChannels ?? stem.channels;

  const layers = [
    convolution(builder, { ...stem, inChannels: input.channels, outChannels: stem.channels, activation: true }),
    ...shapes.map((shape, index) => block(builder, shape, index, shapes.length)),
    convolution(builder, { kernel: 1, stride: 1, inChannels: features, outChannels: head.channels, activation: true }),
  ];
  const weights = builder.parameters.classifierKernel(head.channels, classes);
  const bias = builder.parameters.constant('bias', classes, 0);
  const { parameters } = builder.parameters;
  const statistics = new BatchNormStatistics(builder.batchNormChannels, BATCH_NORM_MOMENTUM);

  return {
    parameters,
    statistics,
    forward: (images, pass) => {
      const maps = layers.reduce((x, layer) => layer(x, pass), images);
      return tf.add(tf.matMul(pass.dropFeatures(globalAverage(maps)), weights as tf.Tensor2D), bias);
    },
    dispose: () => {
      statistics.dispose();
      for (const { variable } of parameters) variable.dispose();
    },
  };
}
