import { createRng, NO_AUGMENTATION, type Augmentation } from '@stride/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentImage, augmentsImages } from './augment.js';
import type { Image } from './image.js';
import { OPERATIONS, randAugment } from './rand-augment.js';

const side = fc.integer({ min: 1, max: 9 });
const images: fc.Arbitrary<Image> = fc.tuple(side, side, fc.constantFrom(1, 3)).chain(([height, width, channels]) =>
  fc.uint8Array({ minLength: height * width * channels, maxLength: height * width * channels })
    .map((pixels) => ({ height, width, channels, pixels })));
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const magnitudes = fc.double({ min: 0, max: 30, noNaN: true });
const augmentations: fc.Arbitrary<Augmentation> = fc.record({
  crop: fc.integer({ min: 0, max: 12 }), flip: fc.boolean(), mixup: fc.constant(0), cutmix: fc.constant(0),
  randAugment: fc.option(fc.record({ operations: fc.integer({ min: 1, max: 4 }), magnitude: magnitudes })),
});

const names = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];

describe.each(names)('%s', (name) => {
  const operation: (image: Image, strength: number, rng: ReturnType<typeof createRng>) => Image = OPERATIONS[name];

  it('keeps the shape and its input, and is the same for the same seed', () => fc.assert(fc.property(images, magnitudes, seeds, (image, magnitude, seed) => {
    const before = image.pixels.slice();
    const result = operation(image, magnitude / 10, createRng(seed));
    expect(image.pixels).toEqual(before);
    expect([result.height, result.width, result.channels, result.pixels.length]).toEqual([image.height, image.width, image.channels, before.length]);
    expect(operation(image, magnitude / 10, createRng(seed))).toEqual(result);
  })));
});

it.each(names.filter((name) => !['AutoContrast', 'Equalize'].includes(name)))('%s does nothing at magnitude 0', (name) => {
  fc.assert(fc.property(images, seeds, (image, seed) => {
    expect(OPERATIONS[name](image, 0, createRng(seed)).pixels).toEqual(image.pixels);
  }));
});

it.each(['Posterize', 'Solarize', 'Brightness', 'Contrast', 'Color', 'Sharpness', 'Rotate', 'TranslateX', 'TranslateY', 'ShearX', 'ShearY'] as const)(
  '%s changes more at a greater magnitude', (name) => {
    const rng = createRng(7);
    // Lighter towards a corner, and with some noise.
    const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, index) => 3 * (Math.floor(index / 96) + Math.floor((index % 96) / 3)) + rng.integer(60));
    const image: Image = { height: 32, width: 32, channels: 3, pixels };
    // The mean over several directions and places.
    const change = (magnitude: number) => Array.from({ length: 40 }, (_, seed) => OPERATIONS[name](image, magnitude / 10, createRng(seed)).pixels
      .reduce((sum, value, index) => sum + Math.abs(value - (image.pixels[index] as number)), 0)).reduce((sum, value) => sum + value, 0);
    const [weak, middle, strong] = [2, 5, 10].map(change) as [number, number, number];
    expect(weak).toBeGreaterThan(0);
    expect(middle).toBeGreaterThan(weak);
    expect(strong).toBeGreaterThan(middle);
  });

it('has the 14 operations of the paper', () => {
  expect(names.toSorted()).toEqual([
    'AutoContrast', 'Brightness', 'Color', 'Contrast', 'Equalize', 'Identity', 'Posterize', 'Rotate', 'Sharpness', 'ShearX', 'ShearY', 'Solarize', 'TranslateX', 'TranslateY',
  ]);
});

it('draws every operation about as often', () => {
  const rng = createRng(3);
  const drawn = Array.from({ length: 2800 }, () => {
    const image: Image = { height: 1, width: 1, channels: 1, pixels: Uint8Array.of(1) };
    const before = rng.state();
    randAugment(image, 1, 10, rng);
    return createRng(before).integer(names.length);
  });
  for (let index = 0; index < names.length; index++) {
    const count = drawn.filter((each) => each === index).length;
    expect(count).toBeGreaterThan(140);
    expect(count).toBeLessThan(260);
  }
});

describe('augmentImage', () => {
  it('keeps the shape and its input, and is the same for the same seed', () => fc.assert(fc.property(images, augmentations, seeds, (image, augmentation, seed) => {
    const before = image.pixels.slice();
    const result = augmentImage(image, augmentation, createRng(seed));
    expect(image.pixels).toEqual(before);
    expect([result.height, result.width, result.channels, result.pixels.length]).toEqual([image.height, image.width, image.channels, before.length]);
    expect(augmentImage(image, augmentation, createRng(seed))).toEqual(result);
  })));

  it('without augmentation is the image, and takes no random number', () => fc.assert(fc.property(images, (image) => {
    const rng = createRng(1);
    expect(augmentImage(image, NO_AUGMENTATION, rng)).toBe(image);
    expect(rng.state()).toEqual(createRng(1).state());
  })));

  it('shows values of the image alone when it crops and mirrors', () => fc.assert(fc.property(
    images, fc.integer({ min: 0, max: 12 }), seeds, (image, crop, seed) => {
      const values = new Set(image.pixels);
      expect([...augmentImage(image, { ...NO_AUGMENTATION, crop, flip: true }, createRng(seed)).pixels].every((value) => values.has(value))).toBe(true);
    })));

  it('mirrors about half of the images', () => {
    const image: Image = { height: 1, width: 2, channels: 1, pixels: Uint8Array.of(1, 2) };
    const rng = createRng(5);
    const mirrored = Array.from({ length: 1000 }, () => augmentImage(image, { ...NO_AUGMENTATION, flip: true }, rng).pixels[0]).filter((value) => value === 2);
    expect(mirrored.length).toBeGreaterThan(440);
    expect(mirrored.length).toBeLessThan(560);
  });

  it('crops every window about as often', () => {
    const image: Image = { height: 3, width: 3, channels: 1, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
    const rng = createRng(6);
    const centers = Array.from({ length: 1800 }, () => augmentImage(image, { ...NO_AUGMENTATION, crop: 1 }, rng).pixels[4]);
    for (let value = 1; value <= 9; value++) {
      const count = centers.filter((center) => center === value).length;
      expect(count).toBeGreaterThan(140);
      expect(count).toBeLessThan(260);
    }
  });

  it('knows when there is nothing to do', () => {
    expect([NO_AUGMENTATION, { ...NO_AUGMENTATION, mixup: 1 }].map(augmentsImages)).toEqual([false, false]);
    expect([{ crop: 1 }, { flip: true }, { randAugment: { operations: 1, magnitude: 0 } }].map((part) => augmentsImages({ ...NO_AUGMENTATION, ...part })))
      .toEqual([true, true, true]);
  });
});
