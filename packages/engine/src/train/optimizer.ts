/** Optimizers that update all parameters at once, and the moving average of the weights that goes with them. */
import type { ProxyTask } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../build/parameters.js';
import { flatten, unflatten } from '../operations/flatten.js';
import { stateNames, updateParameters } from '../operations/optimizer-update.js';

export class Optimizer {
  readonly #rule: ProxyTask['optimizer'];
  readonly #variables: readonly tf.Variable[];
  /** Weight decay of each parameter. */
  readonly #decays: readonly number[];
  readonly #averageDecay: number;
  /** Flat vectors over all parameters: the rule's own, then the averages where they are kept. */
  readonly #state: tf.Tensor[];
  #step = 0;

  /**
   * @param weightDecay on kernels only
   * @param averageDecay share of the old value in the moving average of the weights; 0 keeps no average
   */
  constructor(rule: ProxyTask['optimizer'], parameters: readonly Parameter[], weightDecay: number, averageDecay = 0) {
    this.#rule = rule;
    this.#variables = parameters.map(({ variable }) => variable);
    this.#decays = parameters.map(({ kind }) => (kind === 'kernel' ? weightDecay : 0));
    this.#averageDecay = averageDecay;
    const total = this.#variables.reduce((sum, { size }) => sum + size, 0);
    this.#state = stateNames(rule).map(() => tf.zeros([total]));
    if (averageDecay > 0) this.#state.push(tf.tidy(() => flatten(this.#variables)));
  }

  /** Updates so far. */
  get step(): number {
    return this.#step;
  }

  /**
   * One update of every parameter.
   * @param gradients one a parameter, in order
   * @returns the sum of all gradients, which is finite only if they all are
   */
  apply(gradients: readonly tf.Tensor[], rate: number): tf.Scalar {
    this.#step++;
    return updateParameters({
      rule: this.#rule, weights: this.#variables, gradients, state: this.#state, rate, decays: this.#decays,
      averageShare: this.#averageDecay === 0 ? null : averageShare(this.#averageDecay, this.#step), step: this.#step,
    });
  }

  /** The variables hold the averaged weights while `work` runs, and afterwards the trained ones again. */
  async withAverages<T>(work: () => Promise<T>): Promise<T> {
    if (this.#averageDecay === 0) return work();
    const trained = this.#variables.map((variable) => tf.clone(variable));
    const averages = tf.tidy(() => unflatten(this.#state.at(-1) as tf.Tensor, this.#variables).map((part) => tf.keep(part)));
    try {
      assignAll(this.#variables, averages);
      return await work();
    } finally {
      assignAll(this.#variables, trained);
      tf.dispose([trained, averages]);
    }
  }

  /** What a checkpoint needs besides the weights: flat vectors in a fixed order. The optimizer goes on owning them. */
  state(): readonly tf.Tensor[] {
    return this.#state;
  }

  /** @param values as `state` gave them */
  restore(values: readonly Float32Array[], step: number): void {
    if (values.length !== this.#state.length || values.some(({ length }, index) => length !== this.#state[index]?.size)) {
      throw new RangeError(`the state of ${this.#rule} is ${this.#state.length} vectors of ${this.#state[0]?.size} numbers`);
    }
    tf.dispose(this.#state);
    values.forEach((vector, index) => { this.#state[index] = tf.tensor1d(vector); });
    this.#step = step;
  }

  dispose(): void {
    tf.dispose(this.#state);
  }
}

/** Short at first, so that the start values leave no trace in a short training. Source: the released EfficientNetV2 code. */
function averageShare(decay: number, step: number): number {
  return Math.min(decay, (1 + step) / (10 + step));
}

function assignAll(variables: readonly tf.Variable[], values: readonly tf.Tensor[]): void {
  variables.forEach((variable, index) => variable.assign(values[index] as tf.Tensor));
}
