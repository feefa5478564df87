import type { Augmentation, Rng } from '@stride/core';
import type { Image } from './image.js';
import { flipHorizontally, padAndCrop } from './placement.js';
import { randAugment } from './rand-augment.js';

/** Whether images are changed one by one; mixup and cutmix work on batches. */
export function augmentsImages({ crop, flip, randAugment: policy }: Augmentation): boolean {
  return crop > 0 || flip || policy !== null;
}

/**
 * One image as training sees it this time: cropped, then mirrored, then through RandAugment. The image itself stays.
 * The same state of `rng` gives the same result.
 */
export function augmentImage(image: Image, { crop, flip, randAugment: policy }: Augmentation, rng: Rng): Image {
  let result = image;
  if (crop > 0) result = padAndCrop(result, crop, rng.integer(2 * crop + 1), rng.integer(2 * crop + 1));
  if (flip && rng.integer(2) === 1) result = flipHorizontally(result);
  if (policy !== null) result = randAugment(result, policy.operations, policy.magnitude, rng);
  return result;
}
