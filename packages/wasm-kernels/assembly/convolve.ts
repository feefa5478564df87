import { madd, storeLanes } from './lanes';
import { PANEL } from './panels';

/**
 * Four rows times one panel, sums in registers. A row is `segments` runs of `run` elements, `segmentStride` bytes apart:
 * one run for a matrix, one for each line of the filter's window for an image.
 */
function tile(
  a0: usize, a1: usize, a2: usize, a3: usize, segments: i32, run: i32, segmentStride: usize, b: usize,
  c0: usize, c1: usize, c2: usize, c3: usize, columns: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  const skip = segmentStride - (<usize>run << 2);
  for (let segment = 0; segment < segments; segment++) {
    for (let k = 0; k < run; k++) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      const v0 = v128.load32_splat(a0);
      s00 = madd(v0, b0, s00);
      s01 = madd(v0, b1, s01);
      const v1 = v128.load32_splat(a1);
      s10 = madd(v1, b0, s10);
      s11 = madd(v1, b1, s11);
      const v2 = v128.load32_splat(a2);
      s20 = madd(v2, b0, s20);
      s21 = madd(v2, b1, s21);
      const v3 = v128.load32_splat(a3);
      s30 = madd(v3, b0, s30);
      s31 = madd(v3, b1, s31);
      a0 += 4; a1 += 4; a2 += 4; a3 += 4; b += 32;
    }
    a0 += skip; a1 += skip; a2 += skip; a3 += skip;
  }
  if (columns === PANEL) {
    v128.store(c0, s00); v128.store(c0, s01, 16); v128.store(c1, s10); v128.store(c1, s11, 16);
    v128.store(c2, s20); v128.store(c2, s21, 16); v128.store(c3, s30); v128.store(c3, s31, 16);
    return;
  }
  storeLanes(c0, s00, columns); storeLanes(c0 + 16, s01, columns - 4);
  storeLanes(c1, s10, columns); storeLanes(c1 + 16, s11, columns - 4);
  storeLanes(c2, s20, columns); storeLanes(c2 + 16, s21, columns - 4);
  storeLanes(c3, s30, columns); storeLanes(c3 + 16, s31, columns - 4);
}


/**
 * For every position of a grid, the product of what lies there with a packed matrix: a convolution when the positions are
 * windows of a padded image, a plain matrix product when they are rows. Strides in elements.
 *
 * @param packed panels of [segments * run, 8]
 * @param columns of the packed matrix, channels of the result
 */
export function convolve(
  from: usize, fromImage: i32, fromLine: i32, fromPixel: i32, batch: i32, height: i32, width: i32,
  segments: i32, run: i32, segmentStride: i32, packed: usize, columns: i32,
  to: usize, toImage: i32, toLine: i32, toPixel: i32,
): void {
  const positions = batch * height * width;
  const panelBytes = <usize>(segments * run * PANEL) << 2;
  let n = 0, i = 0, j = 0;
  for (let p = 0; p < positions; p += 4) {
    let a0: usize = 0, a1: usize = 0, a2: usize = 0, a3: usize = 0, c0: usize = 0, c1: usize = 0, c2: usize = 0, c3: usize = 0;
    // Past the end the last position is computed again, which changes nothing.
    for (let row = 0; row < 4; row++) {
      const a = from + (<usize>(n * fromImage + i * fromLine + j * fromPixel) << 2);
      const c = to + (<usize>(n * toImage + i * toLine + j * toPixel) << 2);
      a0 = a1; a1 = a2; a2 = a3; a3 = a;
      c0 = c1; c1 = c2; c2 = c3; c3 = c;
      if (p + row + 1 >= positions) continue;
      if (++j === width) {
        j = 0;
        if (++i === height) { i = 0; n++; }
      }
    }
    let panel = packed;
    for (let first = 0; first < columns; first += PANEL, panel += panelBytes) {
      const offset = <usize>first << 2;
      tile(a0, a1, a2, a3, segments, run, <usize>segmentStride << 2, panel,
        c0 + offset, c1 + offset, c2 + offset, c3 + offset, min(PANEL, columns - first));
    }
  }
}
