import type { Architecture } from './architecture.js';

/** Pixels of the image, in each direction, that one pixel in front of the head stands for: the smallest image that makes sense. */
export function totalStride({ stem, stages }: Pick<Architecture, 'stem' | 'stages'>): number {
  return stages.reduce<number>((product, { stride }) => product * stride, stem.stride);
}
