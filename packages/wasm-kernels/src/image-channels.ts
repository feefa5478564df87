import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { compute } from './compute.js';

/** Input x [N,H,W,C] -> mean over height and width [N,C]. */
export const IMAGE_MEANS = 'ImageMeans';
/** Inputs a, b [N,H,W,C] -> sum over height and width of their products [N,C]. */
export const IMAGE_PRODUCTS = 'ImageProducts';
/** Inputs x [N,H,W,C], scale, shift [N,C] -> x * scale + shift [N,H,W,C]. */
export const IMAGE_SCALE = 'ImageScale';
/** Input values [N,C]; attributes height, width, factor -> [N,H,W,C] with values * factor at every pixel. */
export const IMAGE_SPREAD = 'ImageSpread';

export interface ImageSpreadAttrs {
  readonly height: number;
  readonly width: number;
  readonly factor: number;
}

type Shape4D = [number, number, number, number];

const imageMeans: KernelConfig = {
  kernelName: IMAGE_MEANS,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const x = inputs['x'] as TensorInfo;
    const [images, height, width, channels] = x.shape as Shape4D;
    return compute(backend as BackendWasm, [images, channels], (out, { simd, address }) => {
      simd.imageMeans(address(x), images, height * width, channels, out);
    });
  },
};

const imageProducts: KernelConfig = {
  kernelName: IMAGE_PRODUCTS,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const a = inputs['a'] as TensorInfo, b = inputs['b'] as TensorInfo;
    const [images, height, width, channels] = a.shape as Shape4D;
    return compute(backend as BackendWasm, [images, channels], (out, { simd, address }) => {
      simd.imageProducts(address(a), address(b), images, height * width, channels, out);
    });
  },
};

const imageScale: KernelConfig = {
  kernelName: IMAGE_SCALE,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const x = inputs['x'] as TensorInfo, scale = inputs['scale'] as TensorInfo, shift = inputs['shift'] as TensorInfo;
    const [images, height, width, channels] = x.shape as Shape4D;
    return compute(backend as BackendWasm, x.shape, (out, { simd, address }) => {
      simd.imageScale(address(x), images, height * width, channels, address(scale), address(shift), out);
    });
  },
};

const imageSpread: KernelConfig = {
  kernelName: IMAGE_SPREAD,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const values = inputs['values'] as TensorInfo;
    const { height, width, factor } = attrs as unknown as ImageSpreadAttrs;
    const [images, channels] = values.shape as [number, number];
    return compute(backend as BackendWasm, [images, height, width, channels], (out, { simd, address }) => {
      simd.imageSpread(address(values), images, height * width, channels, factor, out);
    });
  },
};

export const imageChannelKernels: readonly KernelConfig[] = [imageMeans, imageProducts, imageScale, imageSpread];
