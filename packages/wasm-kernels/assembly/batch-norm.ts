import { loadLanes, madd, storeLanes } from './lanes';
import { siluOf, siluSlopeFrom } from './silu';

// Batch norm over rows of channels: [rows, channels]. Memory is walked in its own order, with sums of each channel beside it:
// down a column, rows that lie a power of two apart would throw each other out of the cache.

/** Rows whose moments are taken together before they are merged with those before. */
const BLOCK: i32 = 64;

/**
 * Mean and biased variance of each channel, in one pass: of a block of rows at a time as sums of x - k and of its square, with
 * the mean so far as k, so that nothing cancels; then merged. Source of the merging: Chan, Golub & LeVeque 1979.
 * @param sums room for 2 * channels
 */
export function moments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize, sums: usize): void {
  const pixel = <usize>channels << 2, squares = sums + pixel;
  // The first block's k is its first row.
  memory.copy(mean, x, pixel);
  memory.fill(variance, 0, pixel);
  for (let first = 0; first < rows; first += BLOCK) {
    const count = min(BLOCK, rows - first);
    memory.fill(sums, 0, 2 * pixel);
    x = sumShifted(x, count, channels, mean, sums, squares);
    mergeMoments(channels, <f32>first, <f32>count, mean, variance, sums, squares);
  }
  const share = f32x4.splat(<f32>1 / <f32>rows);
  for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
    storeLanes(variance + i, f32x4.mul(loadLanes(variance + i, left), share), left);
  }
}

/** Adds x - k and its square over some rows, four at a time where there are. Returns the address after them. */
function sumShifted(x: usize, rows: i32, channels: i32, k: usize, sums: usize, squares: usize): usize {
  const pixel = <usize>channels << 2;
  let row = 0;
  for (; row + 4 <= rows; row += 4, x += 4 * pixel) {
    const x1 = x + pixel, x2 = x1 + pixel, x3 = x2 + pixel;
    for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
      const shift = loadLanes(k + i, left);
      const a = f32x4.sub(loadLanes(x + i, left), shift), b = f32x4.sub(loadLanes(x1 + i, left), shift);
      const c = f32x4.sub(loadLanes(x2 + i, left), shift), d = f32x4.sub(loadLanes(x3 + i, left), shift);
      storeLanes(sums + i, f32x4.add(loadLanes(sums + i, left), f32x4.add(f32x4.add(a, b), f32x4.add(c, d))), left);
      storeLanes(squares + i, f32x4.add(madd(a, a, f32x4.mul(b, b)), madd(c, c, madd(d, d, loadLanes(squares + i, left)))), left);
    }
  }
  for (; row < rows; row++, x += pixel) {
    for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
      const a = f32x4.sub(loadLanes(x + i, left), loadLanes(k + i, left));
      storeLanes(sums + i, f32x4.add(loadLanes(sums + i, left), a), left);
      storeLanes(squares + i, madd(a, a, loadLanes(squares + i, left)), left);
    }
  }
  return x;
}

/** From the sums of `count` rows around the mean of `before` rows to the mean and summed squared deviations of them all. */
function mergeMoments(
  channels: i32, before: f32, count: f32, mean: usize, deviations: usize, sums: usize, squares: usize,
): void {
  const share = f32x4.splat(1 / count), all = f32x4.splat(1 / (before + count));
  const weight = f32x4.splat(before * (count / (before + count)));
  for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
    const sum = loadLanes(sums + i, left), apart = f32x4.mul(sum, share);
    const within = f32x4.sub(loadLanes(squares + i, left), f32x4.mul(sum, apart));
    const between = f32x4.mul(f32x4.mul(apart, apart), weight);
    // Before the first block, k was no mean of any rows, but its weight is 0 and the mean moves by all of the difference.
    storeLanes(mean + i, madd(sum, all, loadLanes(mean + i, left)), left);
    storeLanes(deviations + i, f32x4.add(loadLanes(deviations + i, left), f32x4.add(within, between)), left);
  }
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
      storeLanes(y + i, silu ? siluOf(z) : z, left);
    }
    x += <usize>channels << 2;
    y += <usize>channels << 2;
  }
}

/**
 * The gradient of what went into SiLU to `dz` (without SiLU that is dy, and dz is not written), and for each channel the sums
 * over all rows of that gradient and of its product with x - mean.
 * @param y what came out of SiLU
 */
export function batchNormSums(
  dy: usize, x: usize, y: usize, rows: i32, channels: i32, factor: usize, offset: usize, mean: usize, silu: bool, dz: usize,
  sums: usize, products: usize,
): void {
  const pixel = <usize>channels << 2;
  memory.fill(sums, 0, pixel);
  memory.fill(products, 0, pixel);
  for (let row = 0; row < rows; row++, dy += pixel, x += pixel, y += pixel, dz += pixel) {
    if (silu) sumThroughSilu(dy, x, y, channels, factor, offset, mean, dz, sums, products);
    else sumPlain(dy, x, channels, mean, sums, products);
  }
}

@inline
function sumThroughSilu(
  dy: usize, x: usize, y: usize, channels: i32, factor: usize, offset: usize, mean: usize, dz: usize, sums: usize, products: usize,
): void {
  for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
    const value = loadLanes(x + i, left);
    const z = madd(value, loadLanes(factor + i, left), loadLanes(offset + i, left));
    const g = f32x4.mul(loadLanes(dy + i, left), siluSlopeFrom(z, loadLanes(y + i, left)));
    storeLanes(dz + i, g, left);
    storeLanes(sums + i, f32x4.add(loadLanes(sums + i, left), g), left);
    storeLanes(products + i, madd(g, f32x4.sub(value, loadLanes(mean + i, left)), loadLanes(products + i, left)), left);
  }
}

@inline
function sumPlain(dy: usize, x: usize, channels: i32, mean: usize, sums: usize, products: usize): void {
  for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
    const g = loadLanes(dy + i, left);
    storeLanes(sums + i, f32x4.add(loadLanes(sums + i, left), g), left);
    storeLanes(products + i, madd(g, f32x4.sub(loadLanes(x + i, left), loadLanes(mean + i, left)), loadLanes(products + i, left)), left);
  }
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
