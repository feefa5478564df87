import type { Architecture, Augmentation, Dataset, ImageSize, Rng, Split } from '@stride/core';
import { augmentImage, augmentsImages, mixBatch, type Image } from '@stride/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { normalizer, type Normalization } from './normalization.js';
import { isSame, reductions, type Reduction } from './reduction.js';

/** Images [N,H,W,C], normalised; target distributions [N, classes]. Whoever asked for it disposes it. */
export interface Batch {
  readonly images: tf.Tensor4D;
  readonly targets: tf.Tensor2D;
}

/** A batch in plain memory: it can be made while the device works, and nobody needs to dispose it. */
export interface HostBatch {
  readonly size: number;
  /** Of the images here: the dataset's, or `shownAs` where that is smaller. */
  readonly imageSize: ImageSize;
  /** The size in which the network gets to see them. */
  readonly shownAs: ImageSize;
  readonly images: Float32Array;
  readonly targets: Float32Array;
}

/** How training sees images. */
export interface Variation {
  readonly augmentation: Augmentation;
  /** The network's own, or a smaller one for now. */
  readonly imageSize: ImageSize;
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
  const { shape, classes } = dataset;
  const { channels } = shape;
  const normalize = normalizer(normalization);
  const positionOf = (index: number) => chosen[index] as number;
  const labelOf = (index: number) => split.labels[positionOf(index)] as number;
  const original = (index: number): Image => {
    const pixels = shape.height * shape.width * channels, start = positionOf(index) * pixels;
    return { ...shape, pixels: split.images.subarray(start, start + pixels) };
  };
  const reductionFor = reductions(shape, input);

  const imagesOf = (indices: ArrayLike<number>, { imageSize, reduce, adapt }: Reduction, variation?: Variation) => {
    const pixels = imageSize.height * imageSize.width * channels;
    const images = new Float32Array(indices.length * pixels);
    const augmentation = variation && adapt(variation.augmentation);
    for (let row = 0; row < indices.length; row++) {
      const image = reduce(original(indices[row] as number));
      const seen = variation && augmentation && augmentsImages(augmentation) ? augmentImage(image, augmentation, variation.rng) : image;
      normalize(seen.pixels, 0, images, row * pixels, pixels);
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
    const shownAs = variation?.imageSize ?? input;
    const reduction = reductionFor(shownAs);
    const { imageSize } = reduction;
    const batch = { size: indices.length, imageSize, shownAs, images: imagesOf(indices, reduction, variation), targets: targetsOf(indices) };
    if (variation) mixBatch({ ...batch, ...imageSize }, variation.augmentation, variation.rng);
    return batch;
  };
  const upload = ({ size, imageSize, shownAs, images, targets }: HostBatch): Batch => {
    const full = tf.tensor4d(images, [size, imageSize.height, imageSize.width, channels]);
    return { images: isSame(imageSize, shownAs) ? full : resized(full, shownAs.height, shownAs.width), targets: tf.tensor2d(targets, [size, classes]) };
  };
  return { size: chosen.length, labelOf, prepare, upload, make: (indices) => upload(prepare(indices)) };
}

function resized(images: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const result = tf.image.resizeBilinear(images, [height, width], false, true);
  images.dispose();
  return result;
}
