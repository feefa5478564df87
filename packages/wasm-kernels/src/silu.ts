import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { compute } from './compute.js';

/** Input x -> x * sigmoid(x). */
export const SILU = 'Silu';
/** Inputs dy, x -> gradient of x. */
export const SILU_GRADIENT = 'SiluGradient';

export const silu: KernelConfig = {
  kernelName: SILU,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const x = inputs['x'] as TensorInfo;
    return compute(backend as BackendWasm, x.shape, (out, { simd, address }) => {
      simd.silu(address(x), util.sizeFromShape(x.shape), out);
    });
  },
};

export const siluGradient: KernelConfig = {
  kernelName: SILU_GRADIENT,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const dy = inputs['dy'] as TensorInfo, x = inputs['x'] as TensorInfo;
    return compute(backend as BackendWasm, x.shape, (out, { simd, address }) => {
      simd.siluGradient(address(dy), address(x), util.sizeFromShape(x.shape), out);
    });
  },
};
