import { StrideError, type ProxyTask, type Rng } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../backends/backend.js';
import { trainingPass, type ForwardPass } from '../build/forward-pass.js';
import type { Network } from '../build/network.js';
import type { BatchMoments } from '../operations/batch-norm.js';
import { crossEntropy } from '../operations/cross-entropy.js';
import type { Batch } from './batches.js';
import type { Optimizer } from './optimizer.js';

export interface TrainingStep {
  /**
   * Forward, backward and update on one batch, complete on the device when it resolves.
   * @param dropout for this step; the task's own where nothing is said
   * @returns the loss before the update
   * @throws StrideError TRAINING_DIVERGED
   */
  run(batch: Batch, rate: number, dropout?: number): Promise<number>;
}

/** @param rng for dropout and stochastic depth */
export function trainingStep(
  backend: Backend, network: Network, optimizer: Optimizer, task: Pick<ProxyTask, 'dropout' | 'stochasticDepth'>, rng: Rng,
): TrainingStep {
  const variables = network.parameters.map(({ variable }) => variable);
  return {
    run: async (batch, rate, dropout = task.dropout) => {
      const moments: BatchMoments[] = [];
      const pass = trainingPass({ dropout, stochasticDepth: task.stochasticDepth }, rng, (index, layer) => { moments[index] = layer; });
      const sums = tf.tidy(() => {
        const { loss, logitSum, gradients } = differentiate(network, variables, batch, pass);
        const all = tf.stack([loss, logitSum, optimizer.apply(gradients, rate)]);
        logitSum.dispose();
        return all;
      });
      network.statistics.update(moments);
      const values = await sums.data();
      sums.dispose();
      await backend.sync(...variables);
      return checkedLoss(values, optimizer.step);
    },
  };
}

/** The gradient of every variable, and what tells whether the step is healthy; the caller disposes `logitSum`. */
function differentiate(network: Network, variables: tf.Variable[], batch: Batch, pass: ForwardPass) {
  let logitSum: tf.Tensor | undefined;
  const { value, grads } = tf.variableGrads(() => {
    const logits = network.forward(batch.images, pass);
    logitSum = tf.keep(tf.sum(logits));
    return crossEntropy(logits, batch.targets);
  }, variables);
  const gradients = variables.map((variable) => grads[variable.name] as tf.Tensor);
  return { loss: value, logitSum: logitSum as tf.Tensor, gradients };
}

/** A finite loss alone proves nothing: some activations turn NaN into numbers. */
function checkedLoss(values: ArrayLike<number>, step: number): number {
  const [loss, logits, gradient] = values as unknown as [number, number, number];
  for (const [name, value] of [['loss', loss], ['sum of logits', logits], ['sum of gradients', gradient]] as const) {
    if (!Number.isFinite(value)) {
      throw new StrideError('TRAINING_DIVERGED', `The ${name} is ${value} at step ${step}; a lower learning rate may help.`);
    }
  }
  return loss;
}
