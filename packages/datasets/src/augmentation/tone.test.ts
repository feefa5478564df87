import { expect, it } from 'vitest';
import type { Image } from './image.js';
import { autoContrast, brightness, color, contrast, equalize, posterize, sharpness, solarize } from './tone.js';

const grey = (...values: number[]): Image => ({ height: 1, width: values.length, channels: 1, pixels: Uint8Array.from(values) });
const four = (...values: number[]): Image => ({ height: 1, width: values.length / 4, channels: 4, pixels: Uint8Array.from(values) });
const rgb = (...values: number[]): Image => ({ height: 1, width: values.length / 3, channels: 3, pixels: Uint8Array.from(values) });

it.each<[string, Image, number[]]>([
  ['autoContrast stretches', autoContrast(grey(50, 100, 150)), [0, 127, 255]],
  ['autoContrast stretches each channel', autoContrast(rgb(0, 100, 7, 51, 200, 7)), [0, 0, 7, 255, 255, 7]],
  ['autoContrast leaves one value', autoContrast(grey(9, 9)), [9, 9]],
  ['solarize', solarize(grey(0, 99, 100, 255), 100), [0, 99, 155, 0]],
  ['solarize at 256 does nothing', solarize(grey(0, 128, 255), 256), [0, 128, 255]],
  ['solarize at 0 inverts', solarize(grey(0, 128, 255), 0), [255, 127, 0]],
  ['posterize to four bits', posterize(grey(0, 15, 16, 200, 255), 4), [0, 0, 16, 192, 240]],
  ['posterize to one bit', posterize(grey(127, 128, 255), 1), [0, 128, 128]],
  ['posterize to eight bits does nothing', posterize(grey(1, 77, 255), 8), [1, 77, 255]],
  ['brightness 0 is black', brightness(grey(0, 9, 255), 0), [0, 0, 0]],
  ['brightness in between', brightness(grey(0, 9, 255), 0.5), [0, 4, 127]],
  ['brightness beyond', brightness(grey(0, 9, 200), 1.5), [0, 13, 255]],
  ['contrast 0 is the mean', contrast(grey(0, 100, 200), 0), [100, 100, 100]],
  ['contrast in between', contrast(grey(0, 100, 200), 0.5), [50, 100, 150]],
  ['contrast beyond', contrast(grey(0, 100, 200), 1.5), [0, 100, 250]],
  ['contrast takes the mean of what colors look like in grey', contrast(rgb(255, 0, 0, 0, 0, 255), 0), Array.from({ length: 6 }, () => 53)],
  ['color 0 is grey', color(rgb(255, 0, 0, 10, 20, 30), 0), [76, 76, 76, 18, 18, 18]],
  ['color 1 does nothing', color(rgb(255, 0, 0, 10, 20, 30), 1), [255, 0, 0, 10, 20, 30]],
  ['color beyond', color(rgb(10, 20, 30), 2), [2, 22, 42]],
  ['color of one channel does nothing', color(grey(1, 2), 0), [1, 2]],
  ['color of four channels does nothing', color(four(1, 2, 3, 4), 0), [1, 2, 3, 4]],
  ['contrast of four channels takes their mean', contrast(four(0, 100, 0, 100), 0), [50, 50, 50, 50]],
])('%s', (_, image, expected) => {
  expect([...image.pixels]).toEqual(expected);
});

const SPOT: Image = { height: 3, width: 3, channels: 1, pixels: Uint8Array.of(13, 0, 0, 0, 130, 0, 0, 0, 26) };

it.each([[0, 53], [0.5, 91], [1, 130], [2, 207]])('sharpness %d changes all but the outermost pixels', (factor, middle) => {
  // (13 + 5 * 130 + 26) / 13 = 53
  expect([...sharpness(SPOT, factor).pixels]).toEqual([13, 0, 0, 0, middle, 0, 0, 0, 26]);
});

it('sharpness keeps channels apart and does nothing to images without an inside', () => {
  const pixels = Uint8Array.from({ length: 27 }, (_, index) => (index === 13 ? 130 : 0));
  expect([...sharpness({ height: 3, width: 3, channels: 3, pixels }, 0).pixels].map((value, index) => [index, value]).filter(([, value]) => value !== 0))
    .toEqual([[13, 50]]);
  expect([...sharpness(grey(1, 200, 3), 0).pixels]).toEqual([1, 200, 3]);
});

it('equalize makes every value about as frequent', () => {
  // 510 pixels: the lightest value, 200, has 255 of them, so a step is one pixel.
  const pixels = Uint8Array.from({ length: 510 }, (_, index) => (index < 255 ? (index < 100 ? 10 : 20) : 200));
  const equalized = equalize({ height: 1, width: 510, channels: 1, pixels }).pixels;
  expect([equalized[0], equalized[100], equalized[509]]).toEqual([0, 100, 255]);
});

it('equalize leaves an image of too few pixels or one value', () => {
  expect([...equalize(grey(5, 9, 7)).pixels]).toEqual([5, 9, 7]);
  expect(new Set(equalize({ height: 20, width: 20, channels: 1, pixels: new Uint8Array(400).fill(77) }).pixels)).toEqual(new Set([77]));
});
