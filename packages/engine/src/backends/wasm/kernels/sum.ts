import * as tf from '@tensorflow/tfjs-core';

/**
 * Sum over leading axes ([R, C] -> [C]) and over the middle axes of images as average pooling, which runs along the
 * channels: 5 to 10 times faster than the shipped kernel, which first transposes. (A product with a row of ones looks
 * faster still, until the backend has to repack the other operand, which it does for every new tensor.) Other sums stay with
 * the shipped kernel.
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
        return tf.reshape(quick(), keepDims ? tf.backend_util.expandShapeToKeepDim(shape, axes) : shape);
      });
    },
  };
}

function quickSum(x: tf.Tensor, axes: readonly number[]): (() => tf.Tensor) | undefined {
  const leading = axes.length < x.rank && axes.every((axis, index) => axis === index);
  if (leading) {
    const rows = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
    return () => columnSum(tf.reshape(x, [1, rows, 1, x.size / rows]));
  }
  if (x.rank === 4 && axes.length === 2 && axes[0] === 1 && axes[1] === 2) {
    return () => columnSum(x as tf.Tensor4D);
  }
  return undefined;
}

/** [N,H,W,C] -> [N,1,1,C] */
function columnSum(x: tf.Tensor4D): tf.Tensor {
  const [, height, width] = x.shape;
  return tf.mul(tf.avgPool(x, [height, width], 1, 'valid'), height * width);
}
