import type { Rng } from '@stride/core';
import { drawBeta } from './beta.js';
import { mixRows } from './mix-rows.js';

/**
 * Mixup (Zhang et al. 2017, arXiv 1710.09412), in place, as the released code of EfficientNetV2 does it: image i is mixed
 * with image size-1-i, each with a share of its own of Beta(alpha, alpha), of which the larger part stays with the image.
 * Targets are mixed alike, so rows that sum to 1 still do. A batch is in random order, so its reverse is random company.
 * @param images size x anything
 * @param targets size x classes
 */
export function mixup(images: Float32Array, targets: Float32Array, size: number, alpha: number, rng: Rng): void {
  const shares = Array.from({ length: size }, () => {
    const share = drawBeta(alpha, alpha, rng);
    return Math.max(share, 1 - share);
  });
  for (let first = 0; first < size >> 1; first++) {
    const second = size - 1 - first;
    mixRows(images, images.length / size, first, second, shares[first] as number, shares[second] as number);
    mixRows(targets, targets.length / size, first, second, shares[first] as number, shares[second] as number);
  }
}
