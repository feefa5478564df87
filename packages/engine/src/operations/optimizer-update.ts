import type { ProxyTask } from '@stride/core';
import { OPTIMIZER_UPDATE, type OptimizerUpdateAttrs } from '@stride/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { customKernel } from './custom-kernel.js';
import { flatten, unflatten } from './flatten.js';

export interface Update extends OptimizerUpdateAttrs {
  readonly weights: readonly tf.Variable[];
  /** One for each of the weights. */
  readonly gradients: readonly tf.Tensor[];
  /**
   * Flat vectors over all weights: the rule's own, in the order of `stateNames`, then the averages where `averageShare` is
   * not null. Theirs are the new values afterwards, in the same tensors or in new ones that take their place in the list.
   */
  readonly state: tf.Tensor[];
}

/**
 * One step of an optimizer on all weights: the rule, weight decay and the moving average of the weights.
 * @returns the sum of the gradients
 */
export function updateParameters(update: Update): tf.Scalar {
  const { weights, gradients, state, rule, rate, decays, averageShare, step } = update;
  const attrs: OptimizerUpdateAttrs = { rule, rate, decays, averageShare, step };
  return customKernel(OPTIMIZER_UPDATE, [...weights, ...gradients, ...state], attrs, () => compose(update)) as tf.Scalar;
}

export function stateNames(rule: ProxyTask['optimizer']): readonly string[] {
  return RULES[rule].state;
}

/** The same on flat vectors: a dozen ops a step however many layers there are. */
function compose({ weights, gradients, state, rule, rate, decays, averageShare, step }: Update): tf.Scalar {
  const names = RULES[rule].state;
  const { sum, next } = tf.tidy(() => {
    const gradient = flatten(gradients), old = flatten(weights);
    const decay = tf.concat(weights.map(({ size }, index) => tf.fill([size], decays[index] as number)));
    const result = RULES[rule].update({ weights: old, gradient, decay, state: state.slice(0, names.length), rate, step });
    unflatten(result.weights, weights).forEach((part, index) => weights[index]?.assign(part));
    const averages = averageShare === null ? [] : [average(state.at(-1) as tf.Tensor, () => result.weights, averageShare)];
    return { sum: tf.sum(gradient) as tf.Scalar, next: [...result.state, ...averages].map((tensor) => tf.keep(tensor)) };
  });
  tf.dispose(state);
  state.splice(0, state.length, ...next);
  return sum;
}

/** One update rule over flat vectors: from gradient and weights to the new weights, with named state of equal length. */
interface Rule {
  readonly state: readonly string[];
  update(input: RuleInput): { weights: tf.Tensor; state: tf.Tensor[] };
}

interface RuleInput {
  readonly weights: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly decay: tf.Tensor;
  readonly state: readonly tf.Tensor[];
  readonly rate: number;
  readonly step: number;
}

const MOMENTUM = 0.9;

// Each quantity is computed in a tidy of its own: for a large network a vector is most of 100 MB, and a rule has a dozen.

/** Decay joins the gradient, as an L2 penalty. Settings: the released EfficientNetV2 recipe. */
const rmsprop: Rule = {
  state: ['meanSquare', 'momentum'],
  update: ({ weights, gradient, decay, state: [meanSquare, momentum], rate }) => {
    const g = withPenalty(gradient, decay, weights);
    const square = average(meanSquare as tf.Tensor, () => tf.square(g), 0.9);
    const velocity = tf.tidy(() => {
      const move = tf.mul(tf.mul(g, tf.rsqrt(tf.add(square, 1e-3))), rate);
      return tf.add(tf.mul(momentum as tf.Tensor, MOMENTUM), move);
    });
    return { weights: tf.sub(weights, velocity), state: [square, velocity] };
  },
};

const sgd: Rule = {
  state: ['momentum'],
  update: ({ weights, gradient, decay, state: [momentum], rate }) => {
    const g = withPenalty(gradient, decay, weights);
    const velocity = tf.tidy(() => tf.add(tf.mul(momentum as tf.Tensor, MOMENTUM), g));
    return { weights: tf.tidy(() => tf.sub(weights, tf.mul(velocity, rate))), state: [velocity] };
  },
};

/** Decoupled decay. Source: Loshchilov & Hutter 2019 (arXiv 1711.05101), with their usual settings. */
const adamw: Rule = {
  state: ['mean', 'meanSquare'],
  update: ({ weights, gradient, decay, state: [mean, meanSquare], rate, step }) => {
    const m = average(mean as tf.Tensor, () => gradient, 0.9);
    const v = average(meanSquare as tf.Tensor, () => tf.square(gradient), 0.999);
    const move = tf.tidy(() => {
      const deviation = tf.add(tf.sqrt(tf.mul(v, 1 / (1 - 0.999 ** step))), 1e-8);
      return tf.mul(tf.div(m, deviation), 1 / (1 - 0.9 ** step));
    });
    return { weights: tf.tidy(() => tf.sub(weights, tf.mul(withPenalty(move, decay, weights), rate))), state: [m, v] };
  },
};

const RULES: Readonly<Record<ProxyTask['optimizer'], Rule>> = { rmsprop, sgd, adamw };

function withPenalty(gradient: tf.Tensor, decay: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.add(gradient, tf.mul(decay, weights)));
}

/** Running average: `share` of the old value, the rest of the new one. */
function average(old: tf.Tensor, next: () => tf.Tensor, share: number): tf.Tensor {
  return tf.tidy(() => tf.add(tf.mul(old, share), tf.mul(next(), 1 - share)));
}
