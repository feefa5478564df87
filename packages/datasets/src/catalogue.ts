import type { ImageShape } from '@stride/core';

/** What is known about a dataset without reading any of its images. */
export interface DatasetInfo {
  readonly name: string;
  readonly description: string;
  readonly shape: ImageShape;
  readonly classes: number;
  /** Images in each split. */
  readonly splits: { readonly train: number; readonly validation: number; readonly test: number };
  /** SPDX identifier of the licence of the images. */
  readonly licence: string;
}

export const FASHION_MNIST: DatasetInfo = {
  name: 'fashion-mnist',
  description: 'Photographs of clothing, grey, ten kinds (Xiao et al. 2017)',
  shape: { height: 28, width: 28, channels: 1 },
  classes: 10,
  splits: { train: 50_000, validation: 10_000, test: 10_000 },
  licence: 'MIT',
};

export const MNIST: DatasetInfo = {
  name: 'mnist',
  description: 'Handwritten digits, grey (LeCun et al. 1998)',
  shape: { height: 28, width: 28, channels: 1 },
  classes: 10,
  splits: { train: 50_000, validation: 10_000, test: 10_000 },
  licence: 'CC-BY-SA-3.0',
};

export const SYNTHETIC: DatasetInfo = {
  name: 'synthetic',
  description: 'Generated blobs, ten kinds told apart by place; small and quickly learned, for trying things out',
  shape: { height: 28, width: 28, channels: 1 },
  classes: 10,
  splits: { train: 2_000, validation: 500, test: 500 },
  licence: 'CC0-1.0',
};

/** Every dataset that `loadDataset` knows. */
export const DATASETS: readonly DatasetInfo[] = [FASHION_MNIST, MNIST, SYNTHETIC];
