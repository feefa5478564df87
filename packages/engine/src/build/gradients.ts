/**
 * Gradients of the operations that networks are built from. TensorFlow.js's core registers none by itself, and
 * the module that registers all of its own cannot be imported by Node (ES syntax in a CommonJS package).
 */
import * as tf from '@tensorflow/tfjs-core';

type Gradient = tf.GradConfig;

const conv2d: Gradient = {
  kernelName: tf.Conv2D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const { strides, pad, dataFormat } = attrs as unknown as tf.Conv2DAttrs;
    const run = (kernel: string, inputs: tf.NamedTensorMap, own: tf.NamedAttrMap) =>
      tf.engine().runKernel(kernel, inputs, { strides, pad, dataFormat, ...own } as tf.NamedAttrMap) as tf.Tensor;
    return {
      x: () => run(tf.Conv2DBackpropInput, { dy: dy as tf.Tensor, filter }, { inputShape: x.shape }),
      filter: () => run(tf.Conv2DBackpropFilter, { x, dy: dy as tf.Tensor }, { filterShape: filter.shape }),
    };
  },
};

const depthwiseConv2d: Gradient = {
  kernelName: tf.DepthwiseConv2dNative,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const { strides, pad, dilations } = attrs as unknown as tf.DepthwiseConv2dNativeAttrs;
    const run = (kernel: string, inputs: tf.NamedTensorMap, own: tf.NamedAttrMap) =>
      tf.engine().runKernel(kernel, inputs, { strides, pad, dilations, ...own } as tf.NamedAttrMap) as tf.Tensor;
    return {
      x: () => run(tf.DepthwiseConv2dNativeBackpropInput, { dy: dy as tf.Tensor, filter }, { inputShape: x.shape }),
      filter: () => run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy: dy as tf.Tensor }, { filterShape: filter.shape }),
    };
  },
};

const add: Gradient = {
  kernelName: tf.Add,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    return { a: () => unbroadcast(dy as tf.Tensor, a.shape), b: () => unbroadcast(dy as tf.Tensor, b.shape) };
  },
};

const multiply: Gradient = {
  kernelName: tf.Multiply,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    return {
      a: () => unbroadcast(tf.mul(dy as tf.Tensor, b), a.shape),
      b: () => unbroadcast(tf.mul(dy as tf.Tensor, a), b.shape),
    };
  },
};

/** Of plain products of matrices only. */
const matMul: Gradient = {
  kernelName: tf.BatchMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved, attrs) => {
    const [a, b] = saved as [tf.Tensor2D, tf.Tensor2D];
    const { transposeA, transposeB } = attrs as unknown as tf.BatchMatMulAttrs;
    if (transposeA || transposeB || a.rank !== 2) {
      throw new Error('The gradient of matMul covers plain products of matrices only.');
    }
    return {
      a: () => tf.matMul(dy as tf.Tensor2D, b, false, true),
      b: () => tf.matMul(a, dy as tf.Tensor2D, true),
    };
  },
};

/** Sums over the axes along which `shape` was broadcast. */
function unbroadcast(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return axes.length === 0 ? gradient : tf.reshape(tf.sum(gradient, axes), shape);
}

/** Once a process; gradients that are already there stay. */
export function registerGradients(): void {
  for (const gradient of [conv2d, depthwiseConv2d, add, multiply, matMul]) {
    if (tf.getGradient(gradient.kernelName) === undefined) tf.registerGradient(gradient);
  }
}
