/**
 * SIMD kernels for TensorFlow.js's WebAssembly backend, under TensorFlow.js's own kernel names, so that ops and gradients
 * use them without knowing. They work in place on the backend's own memory; see docs/decisions/0005.
 */
export { registerSimdKernels } from './registry.js';
