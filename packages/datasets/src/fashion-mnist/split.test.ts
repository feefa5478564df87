import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitByClass } from './split.js';

/** Few possible images, so that copies are common, within a class and across classes. */
const image = fc.integer({ min: 0, max: 60 }).map((value) => Uint8Array.of(value));
const classes = fc.array(fc.array(image, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 });

it('puts every image into exactly one split, and all its copies into the same', () => fc.assert(fc.property(classes, (images) => {
  const splits = splitByClass(images, 3);
  const all = Object.values(splits).flat();
  const flat = (list: readonly { pixels: Uint8Array; label: number }[]) => list.map(({ pixels, label }) => `${label}:${pixels[0]}`).sort();
  expect(flat(all)).toEqual(flat(images.flatMap((list, label) => list.map((pixels) => ({ pixels, label })))));
  const seen = [splits.train, splits.validation, splits.test].map((list) => new Set(list.map(({ pixels }) => pixels[0])));
  expect(new Set(seen.flatMap((set) => [...set])).size).toBe(seen.reduce((sum, set) => sum + set.size, 0));
})));

it('depends on the images alone, not on their order', () => fc.assert(fc.property(classes, (images) => {
  expect(splitByClass(images.map((list) => [...list].reverse()), 3)).toEqual(splitByClass(images, 3));
})));
