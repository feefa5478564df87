import type { ImageShape, Split } from '@stride/core';
import { labelArray } from '../labels.js';
import type { LabeledImage } from './split-by-class.js';

/** Images side by side in one array, in the order of the list. */
export function pack(items: readonly LabeledImage[], shape: ImageShape, classes: number): Split {
  const pixels = shape.height * shape.width * shape.channels;
  const images = new Uint8Array(items.length * pixels);
  const labels = labelArray(classes, items.length);
  items.forEach((item, index) => {
    images.set(item.pixels, index * pixels);
    labels[index] = item.label;
  });
  return { size: items.length, images, labels };
}
