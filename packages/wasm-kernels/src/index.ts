/**
 * SIMD kernels for TensorFlow.js's WebAssembly backend, under TensorFlow.js's own kernel names, so that ops and gradients
 * use them without knowing. They work in place on the backend's own memory; see docs/decisions/0005.
 */
export type { SimdVariant } from './module.js';
export { OPTIMIZER_UPDATE, type OptimizerUpdateAttrs } from './optimizer-update.js';
export { registerSimdKernels } from './registry.js';
