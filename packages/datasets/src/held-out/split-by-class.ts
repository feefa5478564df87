/**
 * Divides images of known classes into three splits, every class alike. Images are ordered by a seeded hash of their
 * bytes, so the division depends on nothing but the images; classes take turns, so every prefix of a split is balanced
 * as far as its classes are. An image that occurs more than once goes to training with all its copies, so that nothing
 * seen in training is ever asked in validation or test.
 */
import { createHash } from 'node:crypto';

export interface LabeledImage {
  readonly pixels: Uint8Array;
  readonly label: number;
}

export interface ImageSplits {
  readonly train: LabeledImage[];
  readonly validation: LabeledImage[];
  readonly test: LabeledImage[];
}

/** Images held out of a class. */
export interface HeldOut {
  readonly validation: number;
  readonly test: number;
}

/**
 * @param classes the images of class 0, 1, ...
 * @param heldOut for a class of that many images; fewer are held out where too few are unique
 * @param seed changing it changes every split and makes results incomparable with older ones
 */
export function splitByClass(
  classes: readonly (readonly Uint8Array[])[], heldOut: (images: number) => HeldOut, seed: string,
): ImageSplits {
  const keys = classes.map((images) => images.map((pixels) => createHash('sha256').update(seed).update(pixels).digest('hex')));
  const copies = new Map<string, number>();
  for (const key of keys.flat()) copies.set(key, (copies.get(key) ?? 0) + 1);

  const perClass = classes.map((images, label) => {
    const order = images.map((pixels, index) => ({ pixels, label, key: keys[label]?.[index] ?? '' }));
    order.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const single = order.filter((image) => copies.get(image.key) === 1);
    const repeated = order.filter((image) => copies.get(image.key) !== 1);
    const { validation, test } = heldOut(images.length);
    return {
      validation: single.slice(0, validation),
      test: single.slice(validation, validation + test),
      train: [...single.slice(validation + test), ...repeated],
    };
  });
  return {
    train: takeTurns(perClass.map((split) => split.train)),
    validation: takeTurns(perClass.map((split) => split.validation)),
    test: takeTurns(perClass.map((split) => split.test)),
  };
}

function takeTurns(lists: readonly LabeledImage[][]): LabeledImage[] {
  const longest = lists.reduce((length, list) => Math.max(length, list.length), 0);
  const out: LabeledImage[] = [];
  for (let turn = 0; turn < longest; turn++) {
    for (const list of lists) {
      const image = list[turn];
      if (image !== undefined) out.push({ pixels: image.pixels, label: image.label });
    }
  }
  return out;
}
