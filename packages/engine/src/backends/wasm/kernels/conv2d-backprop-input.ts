import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { allocate, view } from './heap.js';
import { col2im } from './im2col.js';

/**
 * dx for dy [N,OH,OW,O] and filter [KH,KW,C,O]. Replaces the shipped kernel, a scalar loop. Stride 1: a convolution of dy
 * with the filter turned around. Otherwise: one matrix product, folded back (a convolution over zero-filled dy would
 * do strideH * strideW times the work).
 */
export const conv2dBackpropInput: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropInput,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => tf.tidy(() => {
    const { dy, filter } = inputs as unknown as { dy: tf.Tensor4D; filter: tf.Tensor4D };
    const { inputShape, strides, pad, dimRoundingMode } = attrs as unknown as tf.Conv2DBackpropInputAttrs;
    const conv = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad, dimRoundingMode);
    const stride1 = conv.strideHeight === 1 && conv.strideWidth === 1;
    if (stride1 && fitsTurned(conv)) return turned(dy, filter, conv);
    return folded(backend as BackendWasm, dy, filter, conv);
  }),
};

/** Padding wider than the filter would need a negative padding of dy. */
function fitsTurned({ padInfo, filterHeight, filterWidth }: tf.backend_util.Conv2DInfo): boolean {
  return Math.max(padInfo.top, padInfo.bottom) < filterHeight && Math.max(padInfo.left, padInfo.right) < filterWidth;
}

function turned(dy: tf.Tensor4D, filter: tf.Tensor4D, conv: tf.backend_util.Conv2DInfo): tf.Tensor {
  const { filterHeight, filterWidth, padInfo } = conv;
  const back = tf.transpose(filterHeight * filterWidth === 1 ? filter : tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(dy, back as tf.Tensor4D, 1, [
    [0, 0],
    [filterHeight - 1 - padInfo.top, filterHeight - 1 - padInfo.bottom],
    [filterWidth - 1 - padInfo.left, filterWidth - 1 - padInfo.right],
    [0, 0],
  ]);
}

function folded(backend: BackendWasm, dy: tf.Tensor4D, filter: tf.Tensor4D, conv: tf.backend_util.Conv2DInfo): tf.Tensor {
  const { outChannels, inChannels, filterHeight, filterWidth } = conv;
  const taps = filterHeight * filterWidth * inChannels;
  const columns = tf.matMul(
    tf.reshape(dy, [-1, outChannels]) as tf.Tensor2D,
    tf.transpose(tf.reshape(filter, [taps, outChannels])) as tf.Tensor2D);
  const dx = allocate(backend, conv.inShape);
  col2im(view(backend, columns), view(backend, dx), conv);
  return dx;
}
