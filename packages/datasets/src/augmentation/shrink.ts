import type { ImageSize } from '@stride/core';
import type { Image } from './image.js';

/**
 * Makes images of one size smaller, to another: every pixel is the mean of the area it covers, so nothing is skipped and
 * nothing invented. Rows and columns are averaged one after the other; values are rounded once, at the end.
 * @throws RangeError when `to` is larger than `from` in either direction
 */
export function shrinker(from: ImageSize, to: ImageSize): (image: Image) => Image {
  if (to.height > from.height || to.width > from.width) {
    throw new RangeError(`${from.height}x${from.width} cannot be made smaller to ${to.height}x${to.width}`);
  }
  const rows = coverage(from.height, to.height), columns = coverage(from.width, to.width);
  return ({ channels, pixels }) => {
    const narrow = averagedRows(pixels, from.height, from.width, channels, columns);
    return { ...to, channels, pixels: averagedColumns(narrow, to.width * channels, rows) };
  };
}

/** The pixels on a line that a smaller one covers, and how much of its length each makes up. */
interface Covered {
  readonly first: number;
  readonly shares: Float32Array;
}

function coverage(from: number, to: number): Covered[] {
  const length = from / to;
  return Array.from({ length: to }, (_, index) => {
    const start = index * length, end = index === to - 1 ? from : (index + 1) * length;
    const first = Math.floor(start);
    return {
      first,
      shares: Float32Array.from({ length: Math.ceil(end) - first }, (__, place) =>
        (Math.min(end, first + place + 1) - Math.max(start, first + place)) / length),
    };
  });
}

/** Every row from `width` pixels to as many as there are `columns`. */
function averagedRows(pixels: Uint8Array, height: number, width: number, channels: number, columns: readonly Covered[]): Float32Array {
  const out = new Float32Array(height * columns.length * channels);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (const { first, shares } of columns) {
      for (let channel = 0; channel < channels; channel++, to++) {
        let index = (y * width + first) * channels + channel, sum = 0;
        for (let place = 0; place < shares.length; place++, index += channels) sum += (shares[place] as number) * (pixels[index] as number);
        out[to] = sum;
      }
    }
  }
  return out;
}

/** Every column likewise. */
function averagedColumns(values: Float32Array, length: number, rows: readonly Covered[]): Uint8Array {
  const out = new Uint8Array(rows.length * length);
  rows.forEach(({ first, shares }, y) => {
    for (let x = 0; x < length; x++) {
      let index = first * length + x, sum = 0;
      for (let place = 0; place < shares.length; place++, index += length) sum += (shares[place] as number) * (values[index] as number);
      out[y * length + x] = Math.round(sum);
    }
  });
  return out;
}
