/** Every image's channels as wholes: between [N,H,W,C] and [N,C]. Without gradients, except the last. */
import { IMAGE_MEANS, IMAGE_PRODUCTS, IMAGE_SCALE, IMAGE_SPREAD } from '@stride/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { customKernel } from './custom-kernel.js';

/** Means over height and width: [N,H,W,C] -> [N,C]. */
export function imageMeans(x: tf.Tensor4D): tf.Tensor2D {
  const [images, height, width, channels] = x.shape;
  return customKernel(IMAGE_MEANS, { x }, {}, () =>
    tf.tidy(() => tf.reshape(tf.avgPool(x, [height, width], 1, 'valid'), [images, channels])));
}

/** Sums over height and width of a * b: [N,H,W,C] twice -> [N,C]. */
export function imageProducts(a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor2D {
  return customKernel(IMAGE_PRODUCTS, { a, b }, {}, () => tf.tidy(() => tf.sum<tf.Tensor2D>(tf.mul(a, b), [1, 2])));
}

/** x [N,H,W,C] times scale plus shift, both [N,C]. */
export function imageScale(x: tf.Tensor4D, scale: tf.Tensor2D, shift: tf.Tensor2D): tf.Tensor4D {
  return customKernel(IMAGE_SCALE, { x, scale, shift }, {}, () =>
    tf.tidy(() => tf.add(tf.mul(x, overPixels(scale)), overPixels(shift)) as tf.Tensor4D));
}

/** values [N,C] times a factor at every pixel: [N,H,W,C]. */
export function imageSpread(values: tf.Tensor2D, height: number, width: number, factor: number): tf.Tensor4D {
  return customKernel(IMAGE_SPREAD, { values }, { height, width, factor }, () =>
    tf.tidy(() => tf.mul(overPixels(values), tf.fill([1, height, width, 1], factor)) as tf.Tensor4D));
}

function overPixels(values: tf.Tensor2D): tf.Tensor4D {
  const [images, channels] = values.shape;
  return tf.reshape(values, [images, 1, 1, channels]);
}

/** `imageMeans` with its gradient. */
export const globalAverage = tf.customGrad((x, save) => {
  const input = x as tf.Tensor4D;
  const [, height, width] = input.shape;
  (save as tf.GradSaveFunc)([]);
  return {
    value: imageMeans(input),
    gradFunc: (dy: tf.Tensor) => imageSpread(dy as tf.Tensor2D, height, width, 1 / (height * width)),
  };
}) as (x: tf.Tensor4D) => tf.Tensor2D;
