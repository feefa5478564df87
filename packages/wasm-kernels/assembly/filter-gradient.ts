import { madd } from './lanes';

/** Bytes of both images worked on at once; they stay in the first-level cache while every tap passes over them. */
const BLOCK_BYTES: i32 = 24 * 1024;
/** However many channels: fewer positions would not pay for loading and storing their sums. */
const MIN_PIXELS: i32 = 64;

/**
 * The sum over all positions of a grid of the outer product of two vectors: the gradient of a filter, or a matrix product
 * whose first operand is transposed. out[tap, c, o] += x[position * stride + tap, c] * dy[position, o].
 * Channels are multiples of 4 (x) and 8 (dy); strides in elements.
 *
 * @param out [tapLines, tapColumns, channels, outChannels], overwritten
 */
export function filterGradient(
  x: usize, xImage: i32, xLine: i32, xPixel: i32, xTapLine: i32, xTapColumn: i32,
  dy: usize, batch: i32, height: i32, width: i32,
  tapLines: i32, tapColumns: i32, channels: i32, outChannels: i32, out: usize,
): void {
  memory.fill(out, 0, <usize>(tapLines * tapColumns * channels * outChannels) << 2);
  const pixels = max(MIN_PIXELS, BLOCK_BYTES / ((xPixel + outChannels) << 2));
  const blockWidth = min(width, pixels);
  const blockHeight = max(1, pixels / blockWidth);
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < height; i += blockHeight) {
      const lines = min(blockHeight, height - i);
      for (let j = 0; j < width; j += blockWidth) {
        const columns = min(blockWidth, width - j);
        const from = x + (<usize>(n * xImage + i * xLine + j * xPixel) << 2);
        const gradient = dy + (<usize>(((n * height + i) * width + j) * outChannels) << 2);
        let sums = out;
        for (let tapLine = 0; tapLine < tapLines; tapLine++) {
          for (let tapColumn = 0; tapColumn < tapColumns; tapColumn++) {
            const shifted = from + (<usize>(tapLine * xTapLine + tapColumn * xTapColumn) << 2);
            for (let c = 0; c < channels; c += 4) {
              for (let o = 0; o < outChannels; o += 8) {
                accumulate(shifted + (<usize>c << 2), <usize>xLine << 2, <usize>xPixel << 2,
                  gradient + (<usize>o << 2), <usize>(width * outChannels) << 2, <usize>outChannels << 2,
                  lines, columns, sums + (<usize>(c * outChannels + o) << 2));
              }
            }
            sums += <usize>(channels * outChannels) << 2;
          }
        }
      }
    }
  }
}

/** Adds a block's outer products, 4 channels by 8, to `out`, whose rows lie as far apart as dy's pixels. Strides in bytes. */
function accumulate(
  x: usize, xLine: usize, xPixel: usize, dy: usize, dyLine: usize, dyPixel: usize, lines: i32, columns: i32, out: usize,
): void {
  const o1 = out + dyPixel, o2 = o1 + dyPixel, o3 = o2 + dyPixel;
  let s00 = v128.load(out), s01 = v128.load(out, 16), s10 = v128.load(o1), s11 = v128.load(o1, 16);
  let s20 = v128.load(o2), s21 = v128.load(o2, 16), s30 = v128.load(o3), s31 = v128.load(o3, 16);
  for (let line = 0; line < lines; line++, x += xLine, dy += dyLine) {
    let a = x, b = dy;
    for (let column = 0; column < columns; column++, a += xPixel, b += dyPixel) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      const v0 = v128.load32_splat(a);
      s00 = madd(v0, b0, s00);
      s01 = madd(v0, b1, s01);
      const v1 = v128.load32_splat(a, 4);
      s10 = madd(v1, b0, s10);
      s11 = madd(v1, b1, s11);
      const v2 = v128.load32_splat(a, 8);
      s20 = madd(v2, b0, s20);
      s21 = madd(v2, b1, s21);
      const v3 = v128.load32_splat(a, 12);
      s30 = madd(v3, b0, s30);
      s31 = madd(v3, b1, s31);
    }
  }
  v128.store(out, s00); v128.store(out, s01, 16); v128.store(o1, s10); v128.store(o1, s11, 16);
  v128.store(o2, s20); v128.store(o2, s21, 16); v128.store(o3, s30); v128.store(o3, s31, 16);
}

/** Adds the sum of the outer products of rows of x [rows, channels] and dy [rows, outChannels] to out. */
export function addOuterProducts(x: usize, dy: usize, rows: i32, channels: i32, outChannels: i32, out: usize): void {
  const pixel = <usize>channels << 2, gradient = <usize>outChannels << 2;
  for (let c = 0; c < channels; c += 4) {
    for (let o = 0; o < outChannels; o += 8) {
      accumulate(x + (<usize>c << 2), 0, pixel, dy + (<usize>o << 2), 0, gradient, 1, rows,
        out + (<usize>(c * outChannels + o) << 2));
    }
  }
}
