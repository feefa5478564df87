import type { Augmentation, Rng } from '@stride/core';
import { cutmix, type ImageBatch } from './cutmix.js';
import { mixup } from './mixup.js';

/** Mixup or cutmix, in place, whichever is on; of both one, at random. The same state of `rng` gives the same result. */
export function mixBatch(batch: ImageBatch, augmentation: Pick<Augmentation, 'mixup' | 'cutmix'>, rng: Rng): void {
  const { mixup: mixupAlpha, cutmix: cutmixAlpha } = augmentation;
  const cuts = cutmixAlpha > 0 && (mixupAlpha === 0 || rng.integer(2) === 1);
  if (cuts) cutmix(batch, cutmixAlpha, rng);
  else if (mixupAlpha > 0) mixup(batch.images, batch.targets, batch.size, mixupAlpha, rng);
}
