import * as tf from '@tensorflow/tfjs-core';

/**
 * Sum and mean over leading axes ([R, C] -> [C]) and over the middle axes of images as average pooling, which runs along
 * the channels: 5 to 10 times faster than the shipped kernels, which first transpose. (A product with a row of ones looks
 * faster still, until the backend has to repack the other operand, which it does for every new tensor.) Everything else
 * stays with the shipped kernel.
 */
export function reduceOver(shipped: tf.KernelConfig): tf.KernelConfig {
  const isSum = shipped.kernelName === tf.Sum;
  return {
    ...shipped,
    kernelFunc: (params) => {
      const x = params.inputs['x'] as tf.Tensor;
      const { axis, keepDims } = params.attrs as unknown as tf.SumAttrs;
      const axes = tf.util.parseAxisParam(axis, x.shape);
      const images = x.dtype === 'float32' && x.size > 0 ? imageShape(x, axes) : undefined;
      if (images === undefined) return shipped.kernelFunc(params);
      return tf.tidy(() => {
        const [, height, width] = images;
        const mean = tf.avgPool(tf.reshape(x, images) as tf.Tensor4D, [height, width], 1, 'valid');
        const [shape] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
        return tf.reshape(
          isSum ? tf.mul(mean, height * width) : mean,
          keepDims ? tf.backend_util.expandShapeToKeepDim(shape, axes) : shape);
      });
    },
  };
}

/** The shape [N,H,W,C] in which the reduction is one over H and W, if there is one. */
function imageShape(x: tf.Tensor, axes: readonly number[]): [number, number, number, number] | undefined {
  const leading = axes.length > 0 && axes.length < x.rank && axes.every((axis, index) => axis === index);
  if (leading) {
    const rows = tf.util.sizeFromShape(x.shape.slice(0, axes.length));
    return [1, rows, 1, x.size / rows];
  }
  const middle = x.rank === 4 && axes.length === 2 && axes[0] === 1 && axes[1] === 2;
  return middle ? (x.shape as [number, number, number, number]) : undefined;
}
