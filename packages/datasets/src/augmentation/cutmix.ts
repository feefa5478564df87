import type { Rng } from '@stride/core';
import { drawBeta } from './beta.js';
import { mixRows } from './mix-rows.js';

/** Images of one size, one after the other, row by row. */
export interface ImageBatch {
  readonly size: number;
  readonly height: number;
  readonly width: number;
  /** size x height x width x channels. */
  readonly images: Float32Array;
  /** size x classes. */
  readonly targets: Float32Array;
}

/**
 * Cutmix (Yun et al. 2019, arXiv 1905.04899), in place: image i and image size-1-i exchange what lies in a box, whose share
 * of the area is drawn from Beta(alpha, alpha) and whose center is anywhere, each pair its own. Of a box that sticks out of
 * the image counts what lies inside. Targets are mixed by the area that was really exchanged, so rows that sum to 1 still do.
 */
export function cutmix({ size, height, width, images, targets }: ImageBatch, alpha: number, rng: Rng): void {
  const length = images.length / size, channels = length / (height * width);
  for (let first = 0; first < size >> 1; first++) {
    const second = size - 1 - first;
    const { top, bottom, left, right } = drawBox(height, width, drawBeta(alpha, alpha, rng), rng);
    for (let y = top; y < bottom; y++) {
      const start = (y * width + left) * channels, end = (y * width + right) * channels;
      swap(images, first * length + start, second * length + start, end - start);
    }
    const kept = 1 - ((bottom - top) * (right - left)) / (height * width);
    mixRows(targets, targets.length / size, first, second, kept, kept);
  }
}

/** In the image's proportion, as far as it lies in the image. */
function drawBox(height: number, width: number, area: number, rng: Rng) {
  const side = Math.sqrt(area);
  const [top, bottom] = drawSpan(height, Math.round(height * side), rng);
  const [left, right] = drawSpan(width, Math.round(width * side), rng);
  return { top, bottom, left, right };
}

/** `length` pixels around one of `size`, as far as they lie within. */
function drawSpan(size: number, length: number, rng: Rng): [from: number, to: number] {
  const from = rng.integer(size) - (length >> 1);
  return [Math.max(0, from), Math.min(size, from + length)];
}

function swap(values: Float32Array, first: number, second: number, count: number): void {
  for (let index = 0; index < count; index++) {
    const value = values[first + index] as number;
    values[first + index] = values[second + index] as number;
    values[second + index] = value;
  }
}
