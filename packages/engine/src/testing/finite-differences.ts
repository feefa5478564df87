/** Gradients against central differences of their own forward function. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** Spread-out values without a pattern that a wrong gradient could hide behind. */
export const sample = (shape: number[], phase: number) =>
  tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, index) => Math.sin(7.3 * index + phase) * 1.5), shape);

export type Forward = (...inputs: tf.Tensor[]) => tf.Tensor;

export function expectGradients(forward: Forward, shapes: number[][]): void {
  const inputs = shapes.map((shape, index) => sample(shape, index + 1));
  // Weighing the outputs unevenly makes every output element matter.
  const loss = (...values: tf.Tensor[]) => {
    const output = forward(...values);
    return tf.sum(tf.mul(output, sample(output.shape, 9))) as tf.Scalar;
  };
  const weighed: Forward = (...values) => weightedSum(forward(...values));
  const gradients = tf.grads(weighed as (...values: tf.Tensor[]) => tf.Tensor)(inputs);
  inputs.forEach((input, which) => {
    const values = input.dataSync<'float32'>();
    const actual = gradients[which]?.dataSync() as Float32Array;
    const step = 1e-2;
    values.forEach((value, index) => {
      const at = (moved: number) => {
        const changed = values.slice();
        changed[index] = moved;
        return loss(...inputs.map((other, place) => (place === which ? tf.tensor(changed, input.shape) : other))).dataSync()[0] as number;
      };
      const expected = (at(value + step) - at(value - step)) / (2 * step);
      expect(Math.abs((actual[index] as number) - expected)).toBeLessThan(2e-3 * Math.max(1, Math.abs(expected)) + 2e-3);
    });
  });
}

/** The weighted sum with a gradient of its own: Sum has none registered, networks do not need it. */
const weightedSum = tf.customGrad((x) => {
  const output = x as tf.Tensor;
  const weights = tf.keep(sample(output.shape, 9));
  return { value: tf.sum(tf.mul(output, weights)), gradFunc: (dy: tf.Tensor) => tf.mul(weights, dy) };
});
