/**
 * Optimizers on one flat vector of all parameters: a dozen ops a step however many layers there are, where the optimizers of
 * TensorFlow.js spend up to eight ops on every variable.
 */
import type { ProxyTask } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../build/parameters.js';

/** One update rule over flat vectors: from gradient and weights to the new weights, with named state of equal length. */
interface Rule {
  readonly state: readonly string[];
  update(input: RuleInput): { weights: tf.Tensor; state: tf.Tensor[] };
}

interface RuleInput {
  readonly weights: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** 1 where weight decay applies, 0 elsewhere, times the task's weight decay. */
  readonly decay: tf.Tensor;
  readonly state: readonly tf.Tensor[];
  readonly rate: number;
  /** From 1. */
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

function withPenalty(gradient: tf.Tensor, decay: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.add(gradient, tf.mul(decay, weights)));
}

/** Running average: `share` of the old value, the rest of the new one. */
function average(old: tf.Tensor, next: () => tf.Tensor, share: number): tf.Tensor {
  return tf.tidy(() => tf.add(tf.mul(old, share), tf.mul(next(), 1 - share)));
}

const RULES: Readonly<Record<ProxyTask['optimizer'], Rule>> = { rmsprop, sgd, adamw };

export class Optimizer {
  readonly #rule: Rule;
  readonly #parameters: readonly Parameter[];
  readonly #sizes: number[];
  readonly #decay: tf.Tensor;
  #weights: tf.Tensor;
  #state: tf.Tensor[];
  #step = 0;

  constructor(name: ProxyTask['optimizer'], parameters: readonly Parameter[], weightDecay: number) {
    const rule = RULES[name];
    this.#rule = rule;
    this.#parameters = parameters;
    this.#sizes = parameters.map(({ variable }) => variable.size);
    const total = this.#sizes.reduce((sum, size) => sum + size, 0);
    this.#decay = tf.tidy(() => tf.concat(
      parameters.map(({ kind, variable }) => tf.fill([variable.size], kind === 'kernel' ? weightDecay : 0))));
    this.#weights = tf.tidy(() => flatten(parameters.map(({ variable }) => variable)));
    this.#state = rule.state.map(() => tf.zeros([total]));
  }

  /**
   * One update of every parameter.
   * @param gradient as `flatten` orders it
   */
  apply(gradient: tf.Tensor, rate: number): void {
    const step = ++this.#step;
    const next = tf.tidy(() => {
      const result = this.#rule.update({
        weights: this.#weights, gradient, decay: this.#decay, state: this.#state, rate, step,
      });
      tf.split(result.weights, this.#sizes).forEach((part, index) => {
        const { variable } = this.#parameters[index] as Parameter;
        variable.assign(tf.reshape(part, variable.shape));
      });
      // Kept past the tidy of whoever called.
      return { weights: tf.keep(result.weights), state: result.state.map((tensor) => tf.keep(tensor)) };
    });
    tf.dispose([this.#weights, ...this.#state]);
    this.#weights = next.weights;
    this.#state = next.state;
  }

  dispose(): void {
    tf.dispose([this.#decay, this.#weights, ...this.#state]);
  }
}

/** All tensors as one vector, in order. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor {
  return tf.concat(tensors.map((tensor) => tf.reshape(tensor, [tensor.size])));
}
