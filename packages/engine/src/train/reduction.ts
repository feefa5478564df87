import type { Augmentation, ImageSize } from '@stride/core';
import { shrinker, type Image } from '@stride/datasets';

/** What happens to a dataset's images on the host before they are varied. */
export interface Reduction {
  /** Of the images afterwards. */
  readonly imageSize: ImageSize;
  reduce(image: Image): Image;
  /** For images of that size: padding is in pixels of the dataset's, and keeps its proportion. */
  adapt(augmentation: Augmentation): Augmentation;
}

/**
 * Images that are shown smaller than the network takes them, for now, are made smaller on the host, as bytes: all that
 * follows, from augmentation to the network, then has the less to do. The network's own size is the device's business, and
 * so is any that is larger than the dataset's.
 * @param shape of the dataset's images
 * @param own the network's size
 */
export function reductions(shape: ImageSize, own: ImageSize): (shownAs: ImageSize) => Reduction {
  const none: Reduction = { imageSize: { height: shape.height, width: shape.width }, reduce: (image) => image, adapt: (augmentation) => augmentation };
  const known = new Map<string, Reduction>();
  return (shownAs) => {
    if (isSame(shownAs, own) || shownAs.height > shape.height || shownAs.width > shape.width) return none;
    const key = `${shownAs.height}x${shownAs.width}`;
    const reduction = known.get(key) ?? reductionTo(shownAs, shape);
    known.set(key, reduction);
    return reduction;
  };
}

function reductionTo(imageSize: ImageSize, shape: ImageSize): Reduction {
  return {
    imageSize, reduce: shrinker(shape, imageSize),
    adapt: (augmentation) => ({ ...augmentation, crop: Math.round((augmentation.crop * imageSize.height) / shape.height) }),
  };
}

export function isSame(a: ImageSize, b: ImageSize): boolean {
  return a.height === b.height && a.width === b.width;
}
