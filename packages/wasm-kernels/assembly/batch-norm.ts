import { loadLanes, madd, storeLanes } from './lanes';
import { sigmoid } from './sigmoid';
import { siluSlope } from './silu';

// Batch norm over rows of channels: [rows, channels].

/** Bytes of rows worked on at once; they stay in the first-level cache between the passes over them. */
const BLOCK_BYTES: i32 = 16 * 1024;
/** However wide a row: fewer would not pay for merging their moments. */
const MIN_ROWS: i32 = 8;

@inline
function rowsOfBlock(channels: i32): i32 {
  return max(MIN_ROWS, BLOCK_BYTES / (channels << 2));
}

/**
 * Mean and biased variance of each channel, in one pass over memory: of a block of rows at a time, merged into those of the
 * rows before. Source of the merging: Chan, Golub & LeVeque 1979.
 */
export function moments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize): void {
  memory.fill(mean, 0, <usize>channels << 2);
  memory.fill(variance, 0, <usize>channels << 2);
  const pixel = <usize>channels << 2, block = rowsOfBlock(channels);
  for (let first = 0; first < rows; first += block) {
    const count = min(block, rows - first);
    const from = x + <usize>first * pixel;
    for (let c = 0; c < channels; c += 4) {
      const offset = <usize>c << 2;
      mergeBlock(from + offset, count, pixel, first, mean + offset, variance + offset, channels - c);
    }
  }
  const share = f32x4.splat(<f32>1 / <f32>rows);
  for (let c = 0; c < channels; c += 4) {
    const to = variance + (<usize>c << 2), left = channels - c;
    storeLanes(to, f32x4.mul(loadLanes(to, left), share), left);
  }
}

/** Mean and sum of squared deviations of a block of 4 channels, into those of the `before` rows in front of it. */
function mergeBlock(x: usize, rows: i32, pixel: usize, before: i32, mean: usize, squares: usize, lanes: i32): void {
  let sum = f32x4.splat(0), other = sum;
  const end = x + <usize>rows * pixel, even = x + <usize>(rows & ~1) * pixel;
  let a = x;
  for (; a < even; a += 2 * pixel) {
    sum = f32x4.add(sum, loadLanes(a, lanes));
    other = f32x4.add(other, loadLanes(a + pixel, lanes));
  }
  if (a < end) sum = f32x4.add(sum, loadLanes(a, lanes));
  const center = f32x4.mul(f32x4.add(sum, other), f32x4.splat(<f32>1 / <f32>rows));
  let square = f32x4.splat(0), otherSquare = square;
  for (a = x; a < even; a += 2 * pixel) {
    const d = f32x4.sub(loadLanes(a, lanes), center), e = f32x4.sub(loadLanes(a + pixel, lanes), center);
    square = madd(d, d, square);
    otherSquare = madd(e, e, otherSquare);
  }
  if (a < end) {
    const d = f32x4.sub(loadLanes(a, lanes), center);
    square = madd(d, d, square);
  }
  const all = <f32>(before + rows), old = loadLanes(mean, lanes);
  const shift = f32x4.sub(center, old);
  const between = f32x4.mul(f32x4.mul(shift, shift), f32x4.splat(<f32>before * (<f32>rows / all)));
  storeLanes(mean, madd(shift, f32x4.splat(<f32>rows / all), old), lanes);
  storeLanes(squares, f32x4.add(f32x4.add(loadLanes(squares, lanes), between), f32x4.add(square, otherSquare)), lanes);
}

/** Batch norm as one product and one sum: x * factor + offset. */
export function batchNormFactors(
  mean: usize, variance: usize, scale: usize, shift: usize, epsilon: f32, channels: i32, factor: usize, offset: usize,
): void {
  for (let c = 0; c < channels; c++) {
    const i = <usize>c << 2;
    const f = f32.load(scale + i) / sqrt<f32>(f32.load(variance + i) + epsilon);
    f32.store(factor + i, f);
    f32.store(offset + i, f32.load(shift + i) - f32.load(mean + i) * f);
  }
}

/** y = x * factor + offset, through SiLU where asked for. */
export function batchNormApply(x: usize, rows: i32, channels: i32, factor: usize, offset: usize, silu: bool, y: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
      const z = madd(loadLanes(x + i, left), loadLanes(factor + i, left), loadLanes(offset + i, left));
      storeLanes(y + i, silu ? f32x4.mul(z, sigmoid(z)) : z, left);
    }
    x += <usize>channels << 2;
    y += <usize>channels << 2;
  }
}

/**
 * The gradient of what went into SiLU to `dz` (without SiLU that is dy, and dz is not written), and for each channel the sums
 * over all rows of that gradient and of its product with x - mean.
 */
export function batchNormSums(
  dy: usize, x: usize, rows: i32, channels: i32, factor: usize, offset: usize, mean: usize, silu: bool, dz: usize,
  sums: usize, products: usize,
): void {
  memory.fill(sums, 0, <usize>channels << 2);
  memory.fill(products, 0, <usize>channels << 2);
  const pixel = <usize>channels << 2, block = rowsOfBlock(channels);
  for (let first = 0; first < rows; first += block) {
    const count = min(block, rows - first), start = <usize>first * pixel;
    for (let c = 0; c < channels; c += 4) {
      const i = <usize>c << 2, at = start + i;
      if (silu) {
        sumThroughSilu(dy + at, x + at, count, pixel, loadLanes(factor + i, channels - c), loadLanes(offset + i, channels - c),
          mean + i, dz + at, sums + i, products + i, channels - c);
      } else {
        sumPlain(dy + at, x + at, count, pixel, mean + i, sums + i, products + i, channels - c);
      }
    }
  }
}

function sumThroughSilu(
  dy: usize, x: usize, rows: i32, pixel: usize, factor: v128, offset: v128, mean: usize, dz: usize,
  sums: usize, products: usize, lanes: i32,
): void {
  let sum = loadLanes(sums, lanes), product = loadLanes(products, lanes);
  const center = loadLanes(mean, lanes);
  for (let row = 0; row < rows; row++) {
    const value = loadLanes(x, lanes), z = madd(value, factor, offset);
    const g = f32x4.mul(loadLanes(dy, lanes), siluSlope(z));
    storeLanes(dz, g, lanes);
    sum = f32x4.add(sum, g);
    product = madd(g, f32x4.sub(value, center), product);
    dy += pixel; x += pixel; dz += pixel;
  }
  storeLanes(sums, sum, lanes);
  storeLanes(products, product, lanes);
}

function sumPlain(dy: usize, x: usize, rows: i32, pixel: usize, mean: usize, sums: usize, products: usize, lanes: i32): void {
  let sum = loadLanes(sums, lanes), product = loadLanes(products, lanes);
  const center = loadLanes(mean, lanes);
  for (let row = 0; row < rows; row++, dy += pixel, x += pixel) {
    const g = loadLanes(dy, lanes);
    sum = f32x4.add(sum, g);
    product = madd(g, f32x4.sub(loadLanes(x, lanes), center), product);
  }
  storeLanes(sums, sum, lanes);
  storeLanes(products, product, lanes);
}

/**
 * From the sums to the gradients of scale and shift, and to the three numbers a channel that make
 * dx = dz * factor + x * slope + constant. Source: Ioffe & Szegedy 2015 (arXiv 1502.03167), section 3.
 */
export function batchNormGradientFactors(
  sums: usize, products: usize, mean: usize, variance: usize, factor: usize, epsilon: f32, rows: i32, channels: i32,
  scaleGradient: usize, shiftGradient: usize, slope: usize, constant: usize,
): void {
  for (let c = 0; c < channels; c++) {
    const i = <usize>c << 2;
    const inverse = <f32>1 / sqrt<f32>(f32.load(variance + i) + epsilon);
    const sum = f32.load(sums + i), product = f32.load(products + i), f = f32.load(factor + i);
    f32.store(scaleGradient + i, product * inverse);
    f32.store(shiftGradient + i, sum);
    const b = -f * inverse * inverse * (product / <f32>rows);
    f32.store(slope + i, b);
    f32.store(constant + i, -f * (sum / <f32>rows) - f32.load(mean + i) * b);
  }
}

/** dx = dz * factor + x * slope + constant; dx may be dz. */
export function batchNormInputGradient(
  dz: usize, x: usize, rows: i32, channels: i32, factor: usize, slope: usize, constant: usize, dx: usize,
): void {
  for (let row = 0; row < rows; row++) {
    for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
      const rest = madd(loadLanes(x + i, left), loadLanes(slope + i, left), loadLanes(constant + i, left));
      storeLanes(dx + i, madd(loadLanes(dz + i, left), loadLanes(factor + i, left), rest), left);
    }
    const pixel = <usize>channels << 2;
    dz += pixel; x += pixel; dx += pixel;
  }
}
