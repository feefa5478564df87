import type { Split } from '@stride/core';

/** Per channel, of pixel values 0 to 255. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

const VALUES = 256;

/** Mean and standard deviation of the training images. A channel that never varies gets deviation 1. */
export function normalizationOf(split: Split, channels: number): Normalization {
  const histograms = histogramsOf(split.images, channels);
  const count = split.images.length / channels;
  const moment = (histogram: Uint32Array, power: number) =>
    histogram.reduce((sum, frequency, value) => sum + frequency * value ** power, 0) / count;
  const mean = histograms.map((histogram) => moment(histogram, 1));
  const deviation = histograms.map((histogram, channel) =>
    Math.sqrt(Math.max(0, moment(histogram, 2) - (mean[channel] as number) ** 2)) || 1);
  return { mean, deviation };
}

function histogramsOf(images: Uint8Array, channels: number): Uint32Array[] {
  return Array.from({ length: channels }, (_, channel) => {
    const histogram = new Uint32Array(VALUES);
    for (let index = channel; index < images.length; index += channels) {
      const value = images[index] as number;
      histogram[value] = (histogram[value] as number) + 1;
    }
    return histogram;
  });
}

/** Writes the normalised values of `count` values from `from[start]` to `to[target]` and on; whole pixels, channels side by side. */
export type Normalize = (from: Uint8Array, start: number, to: Float32Array, target: number, count: number) => void;

/** There are only 256 values a channel, so each is computed once. */
export function normalizer({ mean, deviation }: Normalization): Normalize {
  const channels = mean.length;
  const table = Float32Array.from({ length: channels * VALUES }, (_, index) => {
    const channel = Math.floor(index / VALUES);
    return ((index % VALUES) - (mean[channel] as number)) / (deviation[channel] as number);
  });
  return (from, start, to, target, count) => {
    for (let channel = 0; channel < channels; channel++) {
      const offset = channel * VALUES;
      for (let index = channel; index < count; index += channels) {
        to[target + index] = table[offset + (from[start + index] as number)] as number;
      }
    }
  };
}
