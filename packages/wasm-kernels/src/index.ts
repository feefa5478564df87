/**
 * SIMD kernels for TensorFlow.js's WebAssembly backend: those under TensorFlow.js's own kernel names serve its ops and
 * gradients, which need not know; those under names of their own are for custom ops. They work in place on the backend's
 * own memory; see docs/decisions/0005.
 */
export { BATCH_NORM_GRADIENT, BATCH_NORM_INFERENCE, BATCH_NORM_TRAINING, type BatchNormAttrs } from './batch-norm.js';
export { IMAGE_MEANS, IMAGE_PRODUCTS, IMAGE_SCALE, IMAGE_SPREAD, type ImageSpreadAttrs } from './image-channels.js';
export type { SimdVariant } from './module.js';
export { OPTIMIZER_UPDATE, type OptimizerUpdateAttrs } from './optimizer-update.js';
export { registerSimdKernels } from './registry.js';
export { SILU, SILU_GRADIENT } from './silu.js';
export { SOFTMAX_CROSS_ENTROPY } from './softmax-cross-entropy.js';
export { SQUEEZE_EXCITE_GATE, SQUEEZE_EXCITE_GATE_GRADIENT } from './squeeze-excite.js';
