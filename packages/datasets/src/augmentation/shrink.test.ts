import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Image } from './image.js';
import { shrinker } from './shrink.js';

const grey = (...rows: number[][]): Image => ({ height: rows.length, width: rows[0]?.length ?? 0, channels: 1, pixels: Uint8Array.from(rows.flat()) });

const images: fc.Arbitrary<Image> = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 3))
  .chain(([height, width, channels]) => fc.uint8Array({ minLength: height * width * channels, maxLength: height * width * channels })
    .map((pixels) => ({ height, width, channels, pixels })));
const withSmaller = images.chain((image) => fc.record({
  image: fc.constant(image), height: fc.integer({ min: 1, max: image.height }), width: fc.integer({ min: 1, max: image.width }),
}));

it.each<[string, Image, [number, number], number[]]>([
  ['halves', grey([0, 2, 4, 6], [2, 4, 6, 8]), [1, 2], [2, 6]],
  ['takes parts of pixels', grey([30, 60, 90]), [1, 2], [40, 80]],
  ['takes parts of rows', grey([30], [60], [90]), [2, 1], [40, 80]],
  ['rounds to the nearest value', grey([0, 1], [1, 1]), [1, 1], [1]],
  ['keeps colors apart', { height: 1, width: 2, channels: 3, pixels: Uint8Array.of(0, 10, 200, 10, 20, 100) }, [1, 1], [5, 15, 150]],
])('%s', (_, image, [height, width], expected) => {
  expect(shrinker(image, { height, width })(image)).toEqual({ height, width, channels: image.channels, pixels: Uint8Array.from(expected) });
});

it('to the same size leaves the image', () => fc.assert(fc.property(images, (image) => {
  expect(shrinker(image, { height: image.height, width: image.width })(image)).toEqual(image);
})));

it('keeps the mean, stays between the extremes, and leaves its input', () => fc.assert(fc.property(withSmaller, ({ image, height, width }) => {
  const before = image.pixels.slice();
  const { pixels } = shrinker(image, { height, width })(image);
  expect(image.pixels).toEqual(before);
  const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean(pixels) - mean(image.pixels))).toBeLessThanOrEqual(0.5 + 1e-3);
  expect(Math.min(...pixels)).toBeGreaterThanOrEqual(Math.min(...image.pixels));
  expect(Math.max(...pixels)).toBeLessThanOrEqual(Math.max(...image.pixels));
})));

it('makes nothing larger', () => {
  expect(() => shrinker({ height: 4, width: 4 }, { height: 4, width: 5 })).toThrow('4x4 cannot be made smaller to 4x5');
});
