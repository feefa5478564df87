import { madd, storeLanes } from './lanes';

/**
 * A depthwise convolution over a grid of positions, 4 channels by 4 positions of a line at once.
 * `padded` channels (a multiple of 4) in source and weights [tapLines, tapColumns, padded], the first `channels` are
 * written. Strides in elements.
 */
export function depthwise(
  from: usize, fromImage: i32, fromLine: i32, fromPixel: i32, tapLine: i32, tapPixel: i32,
  batch: i32, height: i32, width: i32, tapLines: i32, tapColumns: i32, weights: usize, channels: i32, padded: i32,
  to: usize, toImage: i32, toLine: i32, toPixel: i32,
): void {
  const pixel = <usize>fromPixel << 2, result = <usize>toPixel << 2, step = <usize>tapPixel << 2;
  // With stride 1, neighboring positions share most of what they read.
  const sliding = tapColumns === 3 && fromPixel === tapPixel && width >= 4;
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < height; i++) {
      for (let first = 0; first < width; first += 4) {
        // At the end of a line some positions are computed again, which changes nothing.
        const j = sliding ? min(first, width - 4) : first;
        const source = from + (<usize>(n * fromImage + i * fromLine + j * fromPixel) << 2);
        const target = to + (<usize>(n * toImage + i * toLine + j * toPixel) << 2);
        const left = width - j - 1;
        for (let c = 0; c < channels; c += 4) {
          const offset = <usize>c << 2;
          if (sliding) {
            fourNeighbors(source + offset, step, <usize>tapLine << 2, tapLines, weights + offset, <usize>padded << 2,
              target + offset, result, channels - c);
          } else {
            fourPositions(source + offset, pixel, left, step, <usize>tapLine << 2, tapLines, tapColumns,
              weights + offset, <usize>padded << 2, target + offset, result, channels - c);
          }
        }
      }
    }
  }
}

/** Up to `left` + 1 positions, `pixel` apart. Strides in bytes. */
function fourPositions(
  a: usize, pixel: usize, left: i32, step: usize, tapLine: usize, tapLines: i32, tapColumns: i32,
  w: usize, next: usize, to: usize, result: usize, lanes: i32,
): void {
  const second = min(left, 1), third = min(left, 2), fourth = min(left, 3);
  const p1 = <usize>second * pixel, p2 = <usize>third * pixel, p3 = <usize>fourth * pixel;
  const down = tapLine - <usize>tapColumns * step;
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let line = 0; line < tapLines; line++, a += down) {
    for (let column = 0; column < tapColumns; column++, a += step, w += next) {
      const weight = v128.load(w);
      s0 = madd(weight, v128.load(a), s0);
      s1 = madd(weight, v128.load(a + p1), s1);
      s2 = madd(weight, v128.load(a + p2), s2);
      s3 = madd(weight, v128.load(a + p3), s3);
    }
  }
  storeLanes(to, s0, lanes);
  storeLanes(to + <usize>second * result, s1, lanes);
  storeLanes(to + <usize>third * result, s2, lanes);
  storeLanes(to + <usize>fourth * result, s3, lanes);
}

/** Four neighbors under three columns of taps, at stride 1: six loads a line instead of twelve. Strides in bytes. */
function fourNeighbors(
  a: usize, step: usize, tapLine: usize, tapLines: i32, w: usize, next: usize, to: usize, result: usize, lanes: i32,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let line = 0; line < tapLines; line++, a += tapLine) {
    const w0 = v128.load(w), w1 = v128.load(w + next), w2 = v128.load(w + 2 * next);
    w += 3 * next;
    const a2 = a + 2 * step, a4 = a2 + 2 * step;
    const x0 = v128.load(a), x1 = v128.load(a + step), x2 = v128.load(a2);
    const x3 = v128.load(a2 + step), x4 = v128.load(a4), x5 = v128.load(a4 + step);
    s0 = f32x4.add(madd(w0, x0, s0), madd(w2, x2, f32x4.mul(w1, x1)));
    s1 = f32x4.add(madd(w0, x1, s1), madd(w2, x3, f32x4.mul(w1, x2)));
    s2 = f32x4.add(madd(w0, x2, s2), madd(w2, x4, f32x4.mul(w1, x3)));
    s3 = f32x4.add(madd(w0, x3, s3), madd(w2, x5, f32x4.mul(w1, x4)));
  }
  storeLanes(to, s0, lanes);
  storeLanes(to + result, s1, lanes);
  storeLanes(to + 2 * result, s2, lanes);
  storeLanes(to + 3 * result, s3, lanes);
}

/**
 * out[tap, c] = sum over positions of x[position * stride + tap, c] * dy[position, c]. Channels are a multiple of 4 in
 * all three; strides in elements.
 */
export function depthwiseFilterGradient(
  x: usize, xImage: i32, xLine: i32, xPixel: i32, xTapLine: i32, xTapColumn: i32,
  dy: usize, batch: i32, height: i32, width: i32, tapLines: i32, tapColumns: i32, channels: i32, out: usize,
): void {
  memory.fill(out, 0, <usize>(tapLines * tapColumns * channels) << 2);
  for (let n = 0; n < batch; n++) {
    const image = x + (<usize>(n * xImage) << 2);
    const gradient = dy + (<usize>(n * height * width * channels) << 2);
    for (let line = 0; line < tapLines; line++) {
      const lineOfX = image + (<usize>(line * xTapLine) << 2);
      const sums = out + (<usize>(line * tapColumns * channels) << 2);
      for (let c = 0; c < channels; c += 4) {
        let column = 0;
        for (; column + 5 <= tapColumns; column += 5) {
          fiveTaps(lineOfX + (<usize>(column * xTapColumn + c) << 2), <usize>xLine << 2, <usize>xPixel << 2, <usize>xTapColumn << 2,
            gradient + (<usize>c << 2), height, width, <usize>channels << 2, sums + (<usize>(column * channels + c) << 2));
        }
        for (; column + 3 <= tapColumns; column += 3) {
          threeTaps(lineOfX + (<usize>(column * xTapColumn + c) << 2), <usize>xLine << 2, <usize>xPixel << 2, <usize>xTapColumn << 2,
            gradient + (<usize>c << 2), height, width, <usize>channels << 2, sums + (<usize>(column * channels + c) << 2));
        }
        for (; column < tapColumns; column++) {
          oneTap(lineOfX + (<usize>(column * xTapColumn + c) << 2), <usize>xLine << 2, <usize>xPixel << 2,
            gradient + (<usize>c << 2), height, width, <usize>channels << 2, sums + (<usize>(column * channels + c) << 2));
        }
      }
    }
  }
}

/** Several neighboring taps share one pass over dy. Strides in bytes. */
function fiveTaps(
  x: usize, xLine: usize, xPixel: usize, tap: usize, dy: usize, height: i32, width: i32, dyPixel: usize, out: usize,
): void {
  const o1 = out + dyPixel, o2 = o1 + dyPixel, o3 = o2 + dyPixel, o4 = o3 + dyPixel;
  let s0 = v128.load(out), s1 = v128.load(o1), s2 = v128.load(o2), s3 = v128.load(o3), s4 = v128.load(o4);
  for (let i = 0; i < height; i++, x += xLine) {
    let a = x;
    for (let j = 0; j < width; j++, a += xPixel, dy += dyPixel) {
      const g = v128.load(dy);
      const a2 = a + 2 * tap;
      s0 = madd(g, v128.load(a), s0);
      s1 = madd(g, v128.load(a + tap), s1);
      s2 = madd(g, v128.load(a2), s2);
      s3 = madd(g, v128.load(a2 + tap), s3);
      s4 = madd(g, v128.load(a2 + 2 * tap), s4);
    }
  }
  v128.store(out, s0); v128.store(o1, s1); v128.store(o2, s2); v128.store(o3, s3); v128.store(o4, s4);
}

function threeTaps(
  x: usize, xLine: usize, xPixel: usize, tap: usize, dy: usize, height: i32, width: i32, dyPixel: usize, out: usize,
): void {
  const o1 = out + dyPixel, o2 = o1 + dyPixel;
  let s0 = v128.load(out), s1 = v128.load(o1), s2 = v128.load(o2);
  for (let i = 0; i < height; i++, x += xLine) {
    let a = x;
    for (let j = 0; j < width; j++, a += xPixel, dy += dyPixel) {
      const g = v128.load(dy);
      s0 = madd(g, v128.load(a), s0);
      s1 = madd(g, v128.load(a + tap), s1);
      s2 = madd(g, v128.load(a + 2 * tap), s2);
    }
  }
  v128.store(out, s0); v128.store(o1, s1); v128.store(o2, s2);
}

function oneTap(
  x: usize, xLine: usize, xPixel: usize, dy: usize, height: i32, width: i32, dyPixel: usize, out: usize,
): void {
  let sum = v128.load(out);
  for (let i = 0; i < height; i++, x += xLine) {
    let a = x;
    for (let j = 0; j < width; j++, a += xPixel, dy += dyPixel) sum = madd(v128.load(dy), v128.load(a), sum);
  }
  v128.store(out, sum);
}
