import type { Split } from '@stride/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holdOut } from './hold-out.js';

/** One pixel an image and few values, so that copies are common. */
const splits = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 80 })
  .map((records): Split => ({
    size: records.length, images: Uint8Array.from(records, ([pixel]) => pixel), labels: Uint8Array.from(records, ([, label]) => label),
  }));

const records = ({ images, labels }: Split) => Array.from(images, (pixel, index) => `${pixel}:${labels[index]}`).sort();

it('puts every image into one part, with its label, and copies into training', () => fc.assert(fc.property(
  splits, fc.integer({ min: 0, max: 90 }), (published, count) => {
    const { train, validation } = holdOut(published, count, 'seed');
    expect([...records(train), ...records(validation)].sort()).toEqual(records(published));
    const unique = [...published.images].filter((pixel, _, all) => all.filter((other) => other === pixel).length === 1);
    expect(validation.size).toBe(Math.min(count, unique.length));
    expect([...validation.images].every((pixel) => unique.includes(pixel))).toBe(true);
  })));

it('holds the same images out whatever their order in the file', () => fc.assert(fc.property(splits, (published) => {
  const reversed: Split = { ...published, images: published.images.slice().reverse(), labels: published.labels.slice().reverse() };
  expect(holdOut(reversed, 10, 'seed').validation).toEqual(holdOut(published, 10, 'seed').validation);
})));

it('divides otherwise under another seed', () => {
  const images = Uint8Array.from({ length: 200 }, (_, index) => index);
  const published: Split = { size: 200, images, labels: images };
  expect(holdOut(published, 50, 'a').validation).not.toEqual(holdOut(published, 50, 'b').validation);
});
