import type { Architecture, Augmentation, Dataset, Rng, Split } from '@stride/core';
import { augmentImage, augmentsImages, mixup } from '@stride/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { normalizer, type Normalization } from './normalization.js';

/** Images [N,H,W,C], normalised; target distributions [N, classes]. Whoever asked for it disposes it. */
export interface Batch {
  readonly images: tf.Tensor4D;
  readonly targets: tf.Tensor2D;
}

/** A batch in plain memory: it can be made while the device works, and nobody needs to dispose it. */
export interface HostBatch {
  readonly size: number;
  /** Of the dataset's size. */
  readonly images: Float32Array;
  readonly targets: Float32Array;
}

/** How training sees images. */
export interface Variation {
  readonly augmentation: Augmentation;
  /** The same state gives the same batch. */
  readonly rng: Rng;
}

/** Makes tensors of images picked by number out of one split. */
export interface BatchMaker {
  readonly size: number;
  /** Images as they are. */
  make(indices: ArrayLike<number>): Batch;
  prepare(indices: ArrayLike<number>, variation?: Variation): HostBatch;
  upload(batch: HostBatch): Batch;
  labelOf(index: number): number;
}

/**
 * @param chosen the images of the split that take part; batches number them from 0
 * @param smoothing share of the target that is spread over all classes
 */
export function batchMaker(
  dataset: Dataset, split: Split, chosen: Uint32Array, input: Architecture['input'], normalization: Normalization,
  smoothing: number,
): BatchMaker {
  const { shape: { height, width, channels }, classes } = dataset;
  const pixels = height * width * channels;
  const resizes = input.height !== height || input.width !== width;
  const normalize = normalizer(normalization);
  const positionOf = (index: number) => chosen[index] as number;
  const labelOf = (index: number) => split.labels[positionOf(index)] as number;

  const imagesOf = (indices: ArrayLike<number>, variation?: Variation) => {
    const images = new Float32Array(indices.length * pixels);
    const varies = variation !== undefined && augmentsImages(variation.augmentation);
    for (let row = 0; row < indices.length; row++) {
      const start = positionOf(indices[row] as number) * pixels;
      if (varies) {
        const original = { height, width, channels, pixels: split.images.subarray(start, start + pixels) };
        normalize(augmentImage(original, variation.augmentation, variation.rng).pixels, 0, images, row * pixels, pixels);
      } else {
        normalize(split.images, start, images, row * pixels, pixels);
      }
    }
    return images;
  };
  const targetsOf = (indices: ArrayLike<number>) => {
    const targets = new Float32Array(indices.length * classes).fill(smoothing / classes);
    for (let row = 0; row < indices.length; row++) {
      const target = row * classes + labelOf(indices[row] as number);
      targets[target] = (targets[target] as number) + 1 - smoothing;
    }
    return targets;
  };
  const prepare = (indices: ArrayLike<number>, variation?: Variation): HostBatch => {
    const batch = { size: indices.length, images: imagesOf(indices, variation), targets: targetsOf(indices) };
    if (variation && variation.augmentation.mixup > 0) {
      mixup(batch.images, batch.targets, batch.size, variation.augmentation.mixup, variation.rng);
    }
    return batch;
  };
  const upload = ({ size, images, targets }: HostBatch): Batch => {
    const full = tf.tensor4d(images, [size, height, width, channels]);
    return { images: resizes ? resized(full, input.height, input.width) : full, targets: tf.tensor2d(targets, [size, classes]) };
  };
  return { size: chosen.length, labelOf, prepare, upload, make: (indices) => upload(prepare(indices)) };
}

function resized(images: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const result = tf.image.resizeBilinear(images, [height, width], false, true);
  images.dispose();
  return result;
}
