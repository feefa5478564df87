/** Changes of the values of pixels. Unless said otherwise these are the operations of Pillow's ImageOps and ImageEnhance. */
import { luminance, toByte, withPixels, type Image } from './image.js';

const VALUES = 256;

/** Stretches each channel to 0 to 255; a channel of one value stays. */
export function autoContrast(image: Image): Image {
  return throughTables(image, (channel) => {
    let low = 255, high = 0;
    for (let index = channel; index < image.pixels.length; index += image.channels) {
      const value = image.pixels[index] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high <= low) return tableOf((value) => value);
    return tableOf((value) => ((value - low) * 255) / (high - low));
  });
}

/** Spreads the values of each channel so that each is about as frequent. */
export function equalize(image: Image): Image {
  return throughTables(image, (channel) => {
    const histogram = new Int32Array(VALUES);
    for (let index = channel; index < image.pixels.length; index += image.channels) {
      const value = image.pixels[index] as number;
      histogram[value] = (histogram[value] as number) + 1;
    }
    const count = image.height * image.width;
    const mostLight = histogram[histogram.findLastIndex((frequency) => frequency > 0)] as number;
    const step = Math.floor((count - mostLight) / 255);
    if (step === 0) return tableOf((value) => value);
    let below = Math.floor(step / 2);
    return tableOf((value) => {
      const level = Math.floor(below / step);
      below += histogram[value] as number;
      return level;
    });
  });
}

/** Inverts what is at least as light as `threshold`. */
export function solarize(image: Image, threshold: number): Image {
  return throughTable(image, tableOf((value) => (value < threshold ? value : 255 - value)));
}

/** Keeps the `bits` highest bits of each value, 1 to 8. */
export function posterize(image: Image, bits: number): Image {
  const mask = (0xff << (8 - bits)) & 0xff;
  return throughTable(image, tableOf((value) => value & mask));
}

// The four below go from something degenerate (factor 0) through the image itself (factor 1) and beyond.

/** Factor 0 is black. */
export function brightness(image: Image, factor: number): Image {
  return throughTable(image, tableOf((value) => factor * value));
}

/** Factor 0 is the mean grey everywhere. */
export function contrast(image: Image, factor: number): Image {
  const mean = Math.floor(meanGrey(image) + 0.5);
  return throughTable(image, tableOf((value) => mean + factor * (value - mean)));
}

/** Factor 0 is grey; an image without three channels has no color and stays as it is. */
export function color(image: Image, factor: number): Image {
  if (image.channels !== 3) return image;
  const { pixels } = image;
  const out = new Uint8Array(pixels.length);
  for (let index = 0; index < pixels.length; index += 3) {
    const red = pixels[index] as number, green = pixels[index + 1] as number, blue = pixels[index + 2] as number;
    const grey = Math.round(luminance(red, green, blue));
    out[index] = toByte(grey + factor * (red - grey));
    out[index + 1] = toByte(grey + factor * (green - grey));
    out[index + 2] = toByte(grey + factor * (blue - grey));
  }
  return withPixels(image, out);
}

/** Factor 0 is smoothed by the weights 1 1 1, 1 5 1, 1 1 1; the outermost pixels stay. */
export function sharpness(image: Image, factor: number): Image {
  const { height, width, channels, pixels } = image;
  const out = pixels.slice();
  const row = width * channels;
  for (let y = 1; y < height - 1; y++) {
    for (let index = y * row + channels; index < (y + 1) * row - channels; index++) {
      const value = pixels[index] as number;
      let sum = 4 * value;
      for (let above = index - row; above <= index + row; above += row) {
        sum += (pixels[above - channels] as number) + (pixels[above] as number) + (pixels[above + channels] as number);
      }
      const smooth = Math.floor(sum / 13);
      out[index] = toByte(smooth + factor * (value - smooth));
    }
  }
  return withPixels(image, out);
}

function meanGrey({ height, width, channels, pixels }: Image): number {
  if (channels !== 3) return pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  let sum = 0;
  for (let index = 0; index < pixels.length; index += channels) {
    sum += Math.round(luminance(pixels[index] as number, pixels[index + 1] as number, pixels[index + 2] as number));
  }
  return sum / (height * width);
}

/** @param valueOf called for 0, 1, ... 255 in turn */
function tableOf(valueOf: (value: number) => number): Uint8Array {
  const table = new Uint8Array(VALUES);
  for (let value = 0; value < VALUES; value++) table[value] = toByte(valueOf(value));
  return table;
}

function throughTable(image: Image, table: Uint8Array): Image {
  const { pixels } = image;
  const out = new Uint8Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) out[index] = table[pixels[index] as number] as number;
  return withPixels(image, out);
}

/** A table for each channel. */
function throughTables(image: Image, tableOfChannel: (channel: number) => Uint8Array): Image {
  const { pixels, channels } = image;
  const out = new Uint8Array(pixels.length);
  for (let channel = 0; channel < channels; channel++) {
    const table = tableOfChannel(channel);
    for (let index = channel; index < pixels.length; index += channels) out[index] = table[pixels[index] as number] as number;
  }
  return withPixels(image, out);
}
