// Kernels on memory that somebody else owns: no allocation, no static data, float32 only, images as [batch, height, width, channels].
export {
  batchNormApply, batchNormFactors, batchNormGradientFactors, batchNormInputGradient, batchNormSums, moments,
} from './batch-norm';
export { imageMeans, imageProducts, imageScale, imageSpread } from './channels';
export { convolve } from './convolve';
export { depthwise, depthwiseFilterGradient } from './depthwise';
export { filterGradient } from './filter-gradient';
export { adamw, rmsprop, sgd } from './optimizers';
export { packPanels } from './panels';
export { addRow, sigmoidGradient, sigmoids, sumRows } from './rows';
export { c1, c2, c3, c4, c5, highest, ln2, lowest, minusLog2E, one, rounder } from './sigmoid';
export { silu, siluGradient } from './silu';
export { copyWindow } from './window';
export { transformFilter, winograd, winogradFilterGradient } from './winograd';
