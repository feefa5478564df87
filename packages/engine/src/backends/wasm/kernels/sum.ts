import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Sum over leading axes ([R, C] -> [C]) as a product with a row of ones, and over the middle axes of images as average
 * pooling: 6 to 12 times faster than the shipped kernel, which first transposes. Everything else stays with it.
 */
export function sumOver(shipped: tf.KernelConfig): tf.KernelConfig {
  return {
    ...shipped,
    kernelFunc: (params) => {
      const x = params.inputs['x'] as tf.Tensor;
      const { axis, keepDims } = params.attrs as unknown as tf.SumAttrs;
      const axes = tf.util.parseAxisParam(axis, x.shape);
      const quick = x.dtype === 'float32' && x.size > 0 ? quickSum(x, axes) : undefined;
      if (quick === undefined) return shipped.kernelFunc(params);
      return tf.tidy(() => {
        const [shape] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
        return tf.reshape(quick(params.backend as BackendWasm), keepDims ? tf.backend_util.expandShapeToKeepDim(shape, axes) : shape);
      });
    },
  };
}

function quickSum(x: tf.Tensor, axes: readonly number[]): ((backend: BackendWasm) => tf.Tensor) | undefined {
  const leading = axes.length < x.rank && axes.every((axis, index) => axis === index);
  if (leading) {
    const rows = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
    return () => tf.matMul(tf.ones([1, rows]), tf.reshape(x, [rows, x.size / rows]));
  }
  if (x.rank === 4 && axes.length === 2 && axes[0] === 1 && axes[1] === 2) {
    const [, height, width] = x.shape as [number, number, number, number];
    return () => tf.mul(tf.avgPool(x as tf.Tensor4D, [height, width], 1, 'valid'), height * width);
  }
  return undefined;
}
