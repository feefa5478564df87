import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitByClass } from './split-by-class.js';

const THREE_EACH = { validation: 3, test: 3 };

/** Few possible images, so that copies are common, within a class and across classes. */
const image = fc.integer({ min: 0, max: 60 }).map((value) => Uint8Array.of(value));
const classes = fc.array(fc.array(image, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 });

it('puts every image into exactly one split, and all its copies into the same', () => fc.assert(fc.property(classes, (images) => {
  const splits = splitByClass(images, () => THREE_EACH, 'seed');
  const all = Object.values(splits).flat();
  const flat = (list: readonly { pixels: Uint8Array; label: number }[]) => list.map(({ pixels, label }) => `${label}:${pixels[0]}`).sort();
  expect(flat(all)).toEqual(flat(images.flatMap((list, label) => list.map((pixels) => ({ pixels, label })))));
  const seen = [splits.train, splits.validation, splits.test].map((list) => new Set(list.map(({ pixels }) => pixels[0])));
  expect(new Set(seen.flatMap((set) => [...set])).size).toBe(seen.reduce((sum, set) => sum + set.size, 0));
})));

it('depends on the images alone, not on their order', () => fc.assert(fc.property(classes, (images) => {
  expect(splitByClass(images.map((list) => [...list].reverse()), () => THREE_EACH, 'seed')).toEqual(splitByClass(images, () => THREE_EACH, 'seed'));
})));

it('holds out of every class what is asked, and the rest is for training', () => {
  const images = [5, 20, 40].map((count, label) => Array.from({ length: count }, (_, index) => Uint8Array.of(label, index)));
  const { train, validation, test } = splitByClass(images, (count) => ({ validation: count / 5, test: 1 }), 'seed');
  const perClass = (list: readonly { label: number }[]) => [0, 1, 2].map((label) => list.filter((image) => image.label === label).length);
  expect([train, validation, test].map(perClass)).toEqual([[3, 15, 31], [1, 4, 8], [1, 1, 1]]);
  expect(train.slice(0, 9).map(({ label }) => label)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
});
