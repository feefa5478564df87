/** How training images are varied before each use; validation and timing see them as they are. */
export interface Augmentation {
  /** Pixels of padding on every side out of which a window of the original size is cut at random; 0 is off. */
  readonly crop: number;
  /** Mirrors every other image, at random. */
  readonly flip: boolean;
  /** Source: Cubuk et al. 2019 (arXiv 1909.13719). Magnitude 0 to 30. */
  readonly randAugment: { readonly operations: number; readonly magnitude: number } | null;
  /** Alpha of mixup's beta distribution; 0 is off. Source: Zhang et al. 2017 (arXiv 1710.09412). */
  readonly mixup: number;
  /** Alpha of cutmix's beta distribution; 0 is off. With mixup, one of the two a batch, at random. Source: Yun et al. 2019 (arXiv 1905.04899). */
  readonly cutmix: number;
}

export const NO_AUGMENTATION: Augmentation = { crop: 0, flip: false, randAugment: null, mixup: 0, cutmix: 0 };
