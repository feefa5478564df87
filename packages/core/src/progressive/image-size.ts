import type { ImageShape } from '../architecture/architecture.js';

/** Height and width in pixels. */
export type ImageSize = Pick<ImageShape, 'height' | 'width'>;

/** Images of that height in the proportion of `input`. */
export function sizeOf(height: number, input: ImageSize): ImageSize {
  return { height, width: Math.max(1, Math.round((height * input.width) / input.height)) };
}

/** The smallest height whose images are at least `stride` pixels on both sides. */
export function smallestHeight(input: ImageSize, stride: number): number {
  // Widths are rounded.
  return Math.max(stride, Math.ceil(((stride - 0.5) * input.height) / input.width));
}
