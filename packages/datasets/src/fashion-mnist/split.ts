/**
 * The fixed split. The published data has 70,000 images without a train/test mark, and 54 pairs of them are identical
 * byte for byte (one pair even under two labels). An image that occurs more than once goes to training with all its
 * copies, so that nothing seen in training is ever asked in validation or test.
 */
import { createHash } from 'node:crypto';

/** Changing it changes every split and makes results incomparable with older ones. */
const SPLIT_SEED = 'stride/fashion-mnist/1';

export interface LabeledImage {
  readonly pixels: Uint8Array;
  readonly label: number;
}

export interface ImageSplits {
  readonly train: LabeledImage[];
  readonly validation: LabeledImage[];
  readonly test: LabeledImage[];
}

/**
 * Splits every class alike: `heldOut` images each to validation and test, the rest to training. Images are ordered by a
 * seeded hash of their bytes, so the split depends on nothing but the images; classes take turns, so every
 * prefix of a split is balanced too.
 *
 * @param classes the images of class 0, 1, ...
 */
export function splitByClass(classes: readonly (readonly Uint8Array[])[], heldOut: number): ImageSplits {
  const keys = classes.map((images) => images.map(keyOf));
  const copies = new Map<string, number>();
  for (const key of keys.flat()) copies.set(key, (copies.get(key) ?? 0) + 1);

  const perClass = classes.map((images, label) => {
    const order = images.map((pixels, index) => ({ pixels, label, key: keys[label]?.[index] ?? '' }));
    order.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const single = order.filter((image) => copies.get(image.key) === 1);
    const repeated = order.filter((image) => copies.get(image.key) !== 1);
    return {
      validation: single.slice(0, heldOut),
      test: single.slice(heldOut, 2 * heldOut),
      train: [...single.slice(2 * heldOut), ...repeated],
    };
  });
  return {
    train: takeTurns(perClass.map((split) => split.train)),
    validation: takeTurns(perClass.map((split) => split.validation)),
    test: takeTurns(perClass.map((split) => split.test)),
  };
}

function keyOf(pixels: Uint8Array): string {
  return createHash('sha256').update(SPLIT_SEED).update(pixels).digest('hex');
}

function takeTurns(lists: readonly LabeledImage[][]): LabeledImage[] {
  const longest = Math.max(...lists.map((list) => list.length));
  const out: LabeledImage[] = [];
  for (let turn = 0; turn < longest; turn++) {
    for (const list of lists) {
      const image = list[turn];
      if (image !== undefined) out.push({ pixels: image.pixels, label: image.label });
    }
  }
  return out;
}
