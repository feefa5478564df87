/**
 * Datasets: the catalogue and the user's own folders (listed without reading any image) and the loader. A dataset that
 * takes long to decode is converted once to a compact, checksummed file in the cache folder. Splits never overlap and
 * never change. `augmentation/` varies images for training: pure functions, seeded.
 */
export { DATASETS, type DatasetInfo } from './catalogue.js';
export { listDatasets, type DatasetListing } from './folder/data-dir.js';
export { loadDataset, type LoadOptions } from './load.js';
export { syntheticDataset, type SyntheticOptions } from './synthetic/generate.js';
export { augmentImage, augmentsImages } from './augmentation/augment.js';
export { mixBatch } from './augmentation/mix-batch.js';
export { shrinker } from './augmentation/shrink.js';
export type { Image } from './augmentation/image.js';
