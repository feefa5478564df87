import type { Rng } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';

/** Weight decay touches kernels only. */
export type ParameterKind = 'kernel' | 'bias' | 'scale' | 'shift';

export interface Parameter {
  readonly kind: ParameterKind;
  readonly variable: tf.Variable;
}

/** Creates a network's parameters in a fixed order, so that one seed always gives the same values. */
export class ParameterStore {
  readonly parameters: Parameter[] = [];
  readonly #rng: Rng;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  /** Normal with standard deviation sqrt(2 / fanOut). Source: the released EfficientNetV2 initialisers. */
  convolutionKernel<R extends tf.Rank>(shape: tf.ShapeMap[R], fanOut: number): tf.Variable<R> {
    const deviation = Math.sqrt(2 / fanOut);
    return this.#create('kernel', shape, () => deviation * normal(this.#rng));
  }

  /** Uniform within 1 / sqrt(outputs) of 0. Source: the released EfficientNetV2 initialisers. */
  classifierKernel(inputs: number, outputs: number): tf.Variable<tf.Rank.R2> {
    const range = 1 / Math.sqrt(outputs);
    return this.#create<tf.Rank.R2>('kernel', [inputs, outputs], () => range * (2 * this.#rng.next() - 1));
  }

  constant(kind: ParameterKind, length: number, value: number): tf.Variable<tf.Rank.R1> {
    return this.#create<tf.Rank.R1>(kind, [length], () => value);
  }

  #create<R extends tf.Rank>(kind: ParameterKind, shape: tf.ShapeMap[R], next: () => number): tf.Variable<R> {
    const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next);
    const initial = tf.tensor<R>(values, shape);
    const variable = tf.variable<R>(initial);
    initial.dispose();
    this.parameters.push({ kind, variable: variable as tf.Variable });
    return variable;
  }
}

/** A standard normal number. Source: Box & Muller 1958. */
function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}
