import type { Rng } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import {
  batchNormInference, batchNormTraining, type BatchMoments, type BatchNormParameters,
} from '../operations/batch-norm.js';
import type { BatchNormStatistics } from './batch-norm-statistics.js';

/** What differs between training a network and using it. */
export interface ForwardPass {
  /** The batch norm of that number, followed by SiLU where asked for. */
  batchNorm(index: number, x: tf.Tensor4D, parameters: BatchNormParameters, silu: boolean): tf.Tensor4D;
  /** Stochastic depth on the residual branch of a block at relative `depth` 0 to 1. */
  dropBranch(branch: tf.Tensor4D, depth: number): tf.Tensor4D;
  /** Dropout in front of the classifier. */
  dropFeatures(features: tf.Tensor2D): tf.Tensor2D;
}

export interface Regularization {
  /** Probability that a feature is dropped. */
  readonly dropout: number;
  /** Probability that the last block's branch is dropped. */
  readonly stochasticDepth: number;
}

/** Batch norm with running statistics, nothing dropped. */
export function inferencePass(statistics: BatchNormStatistics): ForwardPass {
  const layers = statistics.layers();
  return {
    batchNorm: (index, x, parameters, silu) => batchNormInference(x, layers[index] as BatchMoments, parameters, silu),
    dropBranch: (branch) => branch,
    dropFeatures: (features) => features,
  };
}

/**
 * Batch norm with this batch's moments, which are handed to `onMoments`, and seeded dropping: whole images for branches,
 * single values for features, what is kept scaled up so that the expectation stays.
 */
export function trainingPass(
  regularization: Regularization, rng: Rng, onMoments: (index: number, moments: BatchMoments) => void,
): ForwardPass {
  const mask = (shape: number[], drop: number) => {
    const kept = 1 / (1 - drop);
    return tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => (rng.next() < drop ? 0 : kept)), shape);
  };
  return {
    batchNorm: (index, x, parameters, silu) => batchNormTraining(x, parameters, silu, (moments) => onMoments(index, moments)),
    // Source: Huang et al. 2016 (arXiv 1603.09382); linear in depth, the first block never dropped.
    dropBranch: (branch, depth) => {
      const drop = regularization.stochasticDepth * depth;
      return drop === 0 ? branch : tf.mul(branch, mask([branch.shape[0], 1, 1, 1], drop));
    },
    dropFeatures: (features) =>
      regularization.dropout === 0 ? features : tf.mul(features, mask(features.shape, regularization.dropout)),
  };
}
