import type { Architecture, Dataset, Rng, Split } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';

/** Images [N,H,W,C], normalised; target distributions [N, classes]. Whoever asked for it disposes it. */
export interface Batch {
  readonly images: tf.Tensor4D;
  readonly targets: tf.Tensor2D;
}

/** Makes tensors of images picked by number out of one split. */
export interface BatchMaker {
  readonly size: number;
  make(indices: ArrayLike<number>): Batch;
  labelOf(index: number): number;
}

/** Per channel, of pixel values 0 to 255. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Mean and standard deviation of the training images. A channel that never varies gets deviation 1. */
export function normalizationOf(split: Split, channels: number): Normalization {
  const sums = new Float64Array(channels), squares = new Float64Array(channels);
  for (let index = 0; index < split.images.length; index++) {
    const value = split.images[index] as number, channel = index % channels;
    sums[channel] = (sums[channel] as number) + value;
    squares[channel] = (squares[channel] as number) + value * value;
  }
  const count = split.images.length / channels;
  const mean = Array.from(sums, (sum) => sum / count);
  const deviation = mean.map((m, channel) => Math.sqrt(Math.max(0, (squares[channel] as number) / count - m * m)) || 1);
  return { mean, deviation };
}

/**
 * @param chosen the images of the split that take part; batches number them from 0
 * @param smoothing share of the target that is spread over all classes
 */
export function batchMaker(
  dataset: Dataset, split: Split, chosen: Uint32Array, input: Architecture['input'], normalization: Normalization,
  smoothing: number,
): BatchMaker {
  const { height, width, channels } = dataset.shape;
  const pixels = height * width * channels;
  const resizes = input.height !== height || input.width !== width;
  const positionOf = (index: number) => chosen[index] as number;
  const labelOf = (index: number) => split.labels[positionOf(index)] as number;
  return {
    size: chosen.length,
    labelOf,
    make: (indices) => {
      const images = new Float32Array(indices.length * pixels);
      const targets = new Float32Array(indices.length * dataset.classes).fill(smoothing / dataset.classes);
      for (let row = 0; row < indices.length; row++) {
        const index = indices[row] as number;
        normalize(split.images, positionOf(index) * pixels, images, row * pixels, pixels, normalization);
        const target = row * dataset.classes + labelOf(index);
        targets[target] = (targets[target] as number) + 1 - smoothing;
      }
      const full = tf.tensor4d(images, [indices.length, height, width, channels]);
      return {
        images: resizes ? resized(full, input.height, input.width) : full,
        targets: tf.tensor2d(targets, [indices.length, dataset.classes]),
      };
    },
  };
}

function normalize(
  from: Uint8Array, start: number, to: Float32Array, target: number, count: number, { mean, deviation }: Normalization,
): void {
  const channels = mean.length;
  for (let i = 0; i < count; i++) {
    const channel = i % channels;
    to[target + i] = ((from[start + i] as number) - (mean[channel] as number)) / (deviation[channel] as number);
  }
}

function resized(images: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const result = tf.image.resizeBilinear(images, [height, width], false, true);
  images.dispose();
  return result;
}

/** `count` different numbers below `size`, in random order; all of them when `count` is null. */
export function chooseImages(size: number, count: number | null, rng: Rng): Uint32Array {
  return shuffled(size, rng).slice(0, count ?? size);
}

/** Endless image numbers: every pass over the data in a new random order, batches crossing from one pass to the next. */
export function* shuffledIndices(size: number, batchSize: number, rng: Rng): Generator<Uint32Array, never> {
  let order = shuffled(size, rng), next = 0;
  for (;;) {
    const batch = new Uint32Array(batchSize);
    for (let row = 0; row < batchSize; row++) {
      if (next === size) {
        order = shuffled(size, rng);
        next = 0;
      }
      batch[row] = order[next++] as number;
    }
    yield batch;
  }
}

/** Source: Fisher & Yates, in Durstenfeld's form. */
function shuffled(size: number, rng: Rng): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(rng.next() * (last + 1));
    const value = order[last] as number;
    order[last] = order[other] as number;
    order[other] = value;
  }
  return order;
}
