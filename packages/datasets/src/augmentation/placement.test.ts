import { expect, it } from 'vitest';
import type { Image } from './image.js';
import { flipHorizontally, padAndCrop, rotate, shearX, shearY, translateX, translateY } from './placement.js';

const G = 128;

/** One channel, row by row. */
function grey(...rows: number[][]): Image {
  return { height: rows.length, width: rows[0]?.length ?? 0, channels: 1, pixels: Uint8Array.from(rows.flat()) };
}

const rowsOf = ({ pixels, width, height, channels }: Image) =>
  Array.from({ length: height }, (_, y) => [...pixels.subarray(y * width * channels, (y + 1) * width * channels)]);

const NINE = grey([1, 2, 3], [4, 5, 6], [7, 8, 9]);
const COLORS: Image = { height: 1, width: 2, channels: 3, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) };

it.each<[string, Image, number[][]]>([
  ['mirrors', flipHorizontally(NINE), [[3, 2, 1], [6, 5, 4], [9, 8, 7]]],
  ['mirrors colors as wholes', flipHorizontally(COLORS), [[4, 5, 6, 1, 2, 3]]],
  ['crops the middle', padAndCrop(NINE, 2, 2, 2), rowsOf(NINE)],
  ['crops a corner out of mirrored padding', padAndCrop(NINE, 2, 0, 1), [[8, 7, 8], [5, 4, 5], [2, 1, 2]]],
  ['crops the other corner', padAndCrop(NINE, 1, 2, 2), [[5, 6, 5], [8, 9, 8], [5, 6, 5]]],
  ['crops with padding wider than the image', padAndCrop(grey([1, 2]), 5, 5, 0), [[2, 1]]],
  ['crops an image of one pixel', padAndCrop(grey([7]), 3, 0, 6), [[7]]],
  ['shears along x', shearX(NINE, 1), [[1, 2, 3], [5, 6, G], [9, G, G]]],
  ['shears along x the other way', shearX(NINE, -1), [[1, 2, 3], [G, 4, 5], [G, G, 7]]],
  ['shears along y', shearY(NINE, 1), [[1, 5, 9], [4, 8, G], [7, G, G]]],
  ['moves left', translateX(NINE, 1), [[2, 3, G], [5, 6, G], [8, 9, G]]],
  ['moves right by the nearest whole pixel', translateX(NINE, -1.6), [[G, G, 1], [G, G, 4], [G, G, 7]]],
  ['moves up', translateY(NINE, 2), [[7, 8, 9], [G, G, G], [G, G, G]]],
  ['moves colors', translateX(COLORS, -1), [[G, G, G, 1, 2, 3]]],
  ['turns by a quarter', rotate(NINE, 90), [[3, 6, 9], [2, 5, 8], [1, 4, 7]]],
  ['turns by a quarter the other way', rotate(NINE, -90), [[7, 4, 1], [8, 5, 2], [9, 6, 3]]],
  ['turns by a half', rotate(grey([1, 2], [3, 4]), 180), [[4, 3], [2, 1]]],
  ['turns by an eighth', rotate(NINE, 45), [[2, 3, 6], [1, 5, 9], [4, 7, 8]]],
])('%s', (_, image, expected) => {
  expect(rowsOf(image)).toEqual(expected);
});
