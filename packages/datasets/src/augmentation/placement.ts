/** Changes of where pixels are. */
import { GREY, withPixels, type Image } from './image.js';

export function flipHorizontally(image: Image): Image {
  return gather(image, (y) => y, (x) => image.width - 1 - x);
}

/**
 * The window of the original size whose corner is at (top, left) of the image with `padding` pixels added on every side.
 * The padding mirrors the image without repeating its edge, so that there is no black frame to learn from.
 * @param top @param left 0 to 2 x padding
 */
export function padAndCrop(image: Image, padding: number, top: number, left: number): Image {
  return gather(image, (y) => reflect(y + top - padding, image.height), (x) => reflect(x + left - padding, image.width));
}

/** ... 2 1 | 0 1 2 ... n-1 | n-2 n-3 ..., however far out. */
function reflect(index: number, size: number): number {
  if (index >= 0 && index < size) return index;
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const place = ((index % period) + period) % period;
  return place < size ? place : period - place;
}

function gather(image: Image, rowOf: (y: number) => number, columnOf: (x: number) => number): Image {
  const { width, channels, pixels } = image;
  const length = width * channels;
  /** Where each value of a row comes from within its row. */
  const places = new Int32Array(length);
  for (let x = 0, to = 0; x < width; x++) {
    const from = columnOf(x) * channels;
    for (let channel = 0; channel < channels; channel++) places[to++] = from + channel;
  }
  const out = new Uint8Array(pixels.length);
  for (let y = 0, to = 0; y < image.height; y++) {
    const from = rowOf(y) * length;
    for (let place = 0; place < length; place++) out[to++] = pixels[from + (places[place] as number)] as number;
  }
  return withPixels(image, out);
}

/** x' = x + shear * y */
export function shearX(image: Image, shear: number): Image {
  return transform(image, [1, shear, 0, 0, 1, 0]);
}

/** y' = y + shear * x */
export function shearY(image: Image, shear: number): Image {
  return transform(image, [1, 0, 0, shear, 1, 0]);
}

/** Moves the image to the left. */
export function translateX(image: Image, pixels: number): Image {
  return transform(image, [1, 0, pixels, 0, 1, 0]);
}

/** Moves the image up. */
export function translateY(image: Image, pixels: number): Image {
  return transform(image, [1, 0, 0, 0, 1, pixels]);
}

/** Around the center, counterclockwise. */
export function rotate(image: Image, degrees: number): Image {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle), sin = Math.sin(angle);
  const x = (image.width - 1) / 2, y = (image.height - 1) / 2;
  return transform(image, [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y]);
}

/** [a, b, c, d, e, f]: what is seen at (x, y) was at (a x + b y + c, d x + e y + f). */
type Affine = readonly [number, number, number, number, number, number];

/** The nearest pixel is taken; outside of the image is grey. */
function transform(image: Image, [a, b, c, d, e, f]: Affine): Image {
  const { height, width, channels, pixels } = image;
  const out = new Uint8Array(pixels.length).fill(GREY);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += channels) {
      const column = Math.round(a * x + b * y + c), row = Math.round(d * x + e * y + f);
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const from = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) out[to + channel] = pixels[from + channel] as number;
    }
  }
  return withPixels(image, out);
}
