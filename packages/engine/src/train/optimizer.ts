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

/** Decay joins the gradient, as an L2 penalty. Settings: the released EfficientNetV2 recipe. */
const rmsprop: Rule = {
  state: ['meanSquare', 'momentum'],
  update: ({ weights, gradient, decay, state: [meanSquare, momentum], rate }) => {
    const g = tf.add(gradient, tf.mul(decay, weights));
    const square = tf.add(tf.mul(meanSquare as tf.Tensor, 0.9), tf.mul(tf.square(g), 0.1));
    const velocity = tf.add(tf.mul(momentum as tf.Tensor, MOMENTUM), tf.mul(tf.mul(g, tf.rsqrt(tf.add(square, 1e-3))), rate));
    return { weights: tf.sub(weights, velocity), state: [square, velocity] };
  },
};

const sgd: Rule = {
  state: ['momentum'],
  update: ({ weights, gradient, decay, state: [momentum], rate }) => {
    const g = tf.add(gradient, tf.mul(decay, weights));
    const velocity = tf.add(tf.mul(momentum as tf.Tensor, MOMENTUM), g);
    return { weights: tf.sub(weights, tf.mul(velocity, rate)), state: [velocity] };
  },
};

/** Decoupled decay. Source: Loshchilov & Hutter 2019 (arXiv 1711.05101), with their usual settings. */
const adamw: Rule = {
  state: ['mean', 'meanSquare'],
  update: ({ weights, gradient, decay, state: [mean, meanSquare], rate, step }) => {
    const m = tf.add(tf.mul(mean as tf.Tensor, 0.9), tf.mul(gradient, 0.1));
    const v = tf.add(tf.mul(meanSquare as tf.Tensor, 0.999), tf.mul(tf.square(gradient), 0.001));
    const deviation = tf.add(tf.sqrt(tf.mul(v, 1 / (1 - 0.999 ** step))), 1e-8);
    const move = tf.add(tf.mul(tf.div(m, deviation), 1 / (1 - 0.9 ** step)), tf.mul(decay, weights));
    return { weights: tf.sub(weights, tf.mul(move, rate)), state: [m, v] };
  },
};

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
