import { convolve } from './convolve';
import { addOuterProducts } from './filter-gradient';
import { loadLanes, storeLanes } from './lanes';

// 3x3 convolutions with stride 1 by 4x4 tiles of the input, each transformed so that 16 products stand for the 36 of the four
// positions they make. Source: Winograd 1980; Lavin & Gray 2016 (arXiv 1509.09308), F(2x2, 3x3), and F(3x3, 2x2) for the
// gradient of the filter. A transformed tile is 16 planes; a plane is [tiles, channels].

/** Values of a tile, and planes. */
const POINTS: i32 = 16;

/**
 * Filter [3, 3, rows, columns] to its 16 planes [rows, columns]: G g G^T with G = (1 0 0; 1/2 1/2 1/2; 1/2 -1/2 1/2; 0 0 1).
 * @param count rows * columns
 */
export function transformFilter(filter: usize, count: i32, planes: usize): void {
  const tap = <usize>count << 2;
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    for (let column: usize = 0; column < 3; column++) {
      const from = filter + column * tap + i;
      const a = loadLanes(from, left), b = loadLanes(from + 3 * tap, left), c = loadLanes(from + 6 * tap, left);
      filterColumn(a, b, c, planes + column * tap + i, 4 * tap, left);
    }
    // The rows of what is there now, columns 0 to 2 of each line of planes.
    for (let line: usize = 0; line < 4; line++) {
      const to = planes + 4 * line * tap + i;
      filterColumn(loadLanes(to, left), loadLanes(to + tap, left), loadLanes(to + 2 * tap, left), to, tap, left);
    }
  }
}

@inline
function filterColumn(a: v128, b: v128, c: v128, to: usize, step: usize, lanes: i32): void {
  const half = f32x4.splat(0.5), outer = f32x4.mul(half, f32x4.add(a, c)), inner = f32x4.mul(half, b);
  storeLanes(to, a, lanes);
  storeLanes(to + step, f32x4.add(outer, inner), lanes);
  storeLanes(to + 2 * step, f32x4.sub(outer, inner), lanes);
  storeLanes(to + 3 * step, c, lanes);
}

/**
 * Tiles `first` to `first + count` of images, two positions apart, to planes: B^T d B with
 * B^T = (1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1). Strides in elements.
 * @param padded channels of a plane, a multiple of 4, the last ones zero
 */
function transformInput(
  images: usize, image: i32, line: i32, channels: i32, tileLines: i32, tileColumns: i32, first: i32, count: i32,
  planes: usize, padded: i32,
): void {
  const pixel = <usize>channels << 2, row = <usize>line << 2, plane = <usize>(count * padded) << 2;
  for (let tile = first; tile < first + count; tile++) {
    const n = tile / (tileLines * tileColumns), rest = tile % (tileLines * tileColumns);
    const from = images + (<usize>(n * image + (rest / tileColumns) * 2 * line + (rest % tileColumns) * 2 * channels) << 2);
    const to = planes + (<usize>((tile - first) * padded) << 2);
    for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
      inputLine(from + i, from + i + 2 * row, pixel, -1, to + i, plane, left);
      inputLine(from + i + row, from + i + 2 * row, pixel, 1, to + i + 4 * plane, plane, left);
      inputLine(from + i + 2 * row, from + i + row, pixel, -1, to + i + 8 * plane, plane, left);
      inputLine(from + i + row, from + i + 3 * row, pixel, -1, to + i + 12 * plane, plane, left);
    }
  }
}

/** One line of B^T d, which is one line plus or minus another, times B. */
@inline
function inputLine(a: usize, b: usize, pixel: usize, sign: i32, to: usize, plane: usize, lanes: i32): void {
  const d0 = combine(a, b, sign, lanes), d1 = combine(a + pixel, b + pixel, sign, lanes);
  const d2 = combine(a + 2 * pixel, b + 2 * pixel, sign, lanes), d3 = combine(a + 3 * pixel, b + 3 * pixel, sign, lanes);
  // Planes are padded to whole vectors, so the lanes past the end, which are zero, can be stored too.
  v128.store(to, f32x4.sub(d0, d2));
  v128.store(to + plane, f32x4.add(d1, d2));
  v128.store(to + 2 * plane, f32x4.sub(d2, d1));
  v128.store(to + 3 * plane, f32x4.sub(d1, d3));
}

@inline
function combine(a: usize, b: usize, sign: i32, lanes: i32): v128 {
  const x = loadLanes(a, lanes), y = loadLanes(b, lanes);
  return sign > 0 ? f32x4.add(x, y) : f32x4.sub(x, y);
}

/** Planes of products to positions of the result: A^T m A with A^T = (1 1 1 0; 0 1 -1 -1). Strides in elements. */
function transformOutput(
  planes: usize, count: i32, channels: i32, first: i32, tileLines: i32, tileColumns: i32,
  to: usize, height: i32, width: i32,
): void {
  const plane = <usize>(count * channels) << 2, pixel = <usize>channels << 2, line = <usize>width * pixel;
  for (let tile = first; tile < first + count; tile++) {
    const n = tile / (tileLines * tileColumns), rest = tile % (tileLines * tileColumns);
    const i = (rest / tileColumns) * 2, j = (rest % tileColumns) * 2;
    const target = to + <usize>((n * height + i) * width + j) * pixel;
    const from = planes + (<usize>((tile - first) * channels) << 2);
    const right = j + 1 < width, below = i + 1 < height;
    for (let left = channels, c: usize = 0; left > 0; left -= 4, c += 16) {
      let m = from + c;
      const a0 = loadLanes(m, left), a1 = loadLanes(m + plane, left), a2 = loadLanes(m + 2 * plane, left), a3 = loadLanes(m + 3 * plane, left);
      m += 4 * plane;
      const b0 = loadLanes(m, left), b1 = loadLanes(m + plane, left), b2 = loadLanes(m + 2 * plane, left), b3 = loadLanes(m + 3 * plane, left);
      m += 4 * plane;
      const c0 = loadLanes(m, left), c1 = loadLanes(m + plane, left), c2 = loadLanes(m + 2 * plane, left), c3 = loadLanes(m + 3 * plane, left);
      m += 4 * plane;
      const s0 = f32x4.add(a0, f32x4.add(b0, c0)), s1 = f32x4.add(a1, f32x4.add(b1, c1));
      const s2 = f32x4.add(a2, f32x4.add(b2, c2)), s3 = f32x4.add(a3, f32x4.add(b3, c3));
      storeLanes(target + c, f32x4.add(s0, f32x4.add(s1, s2)), left);
      if (right) storeLanes(target + c + pixel, f32x4.sub(f32x4.sub(s1, s2), s3), left);
      if (!below) continue;
      const t0 = f32x4.sub(f32x4.sub(b0, c0), loadLanes(m, left)), t1 = f32x4.sub(f32x4.sub(b1, c1), loadLanes(m + plane, left));
      const t2 = f32x4.sub(f32x4.sub(b2, c2), loadLanes(m + 2 * plane, left)), t3 = f32x4.sub(f32x4.sub(b3, c3), loadLanes(m + 3 * plane, left));
      storeLanes(target + c + line, f32x4.add(t0, f32x4.add(t1, t2)), left);
      if (right) storeLanes(target + c + line + pixel, f32x4.sub(f32x4.sub(t1, t2), t3), left);
    }
  }
}

/**
 * A 3x3 convolution with stride 1 of images that hold two more lines and columns than twice the tiles. Strides in elements.
 * @param packed the filter's 16 planes, each in panels, `packedPlane` elements apart
 * @param block tiles worked on at once
 * @param input room for 16 planes [block, channels rounded up to 4]
 * @param products room for 16 planes [block, outChannels]
 */
export function winograd(
  images: usize, image: i32, line: i32, channels: i32, batch: i32, tileLines: i32, tileColumns: i32,
  packed: usize, packedPlane: i32, outChannels: i32, block: i32, input: usize, products: usize, to: usize, height: i32, width: i32,
): void {
  const tiles = batch * tileLines * tileColumns, padded = (channels + 3) & ~3;
  for (let first = 0; first < tiles; first += block) {
    const count = min(block, tiles - first);
    transformInput(images, image, line, channels, tileLines, tileColumns, first, count, input, padded);
    for (let k = 0; k < POINTS; k++) {
      convolve(input + (<usize>(k * count * padded) << 2), 0, 0, padded, 1, 1, count, 1, channels, 0,
        packed + (<usize>(k * packedPlane) << 2), outChannels, products + (<usize>(k * count * outChannels) << 2), 0, 0, outChannels);
    }
    transformOutput(products, count, outChannels, first, tileLines, tileColumns, to, height, width);
  }
}

/**
 * The gradient of a filter, F(3x3, 2x2): tiles of dy are the filters and meet tiles of x. Strides in elements.
 * @param input room for 16 planes [block, channels rounded up to 4]
 * @param gradients room for 16 planes [block, outChannels rounded up to 8]
 * @param sums room for 16 planes [channels rounded up to 4, outChannels rounded up to 8]
 * @param out [3, 3, channels, outChannels]
 */
export function winogradFilterGradient(
  images: usize, image: i32, line: i32, channels: i32, batch: i32, tileLines: i32, tileColumns: i32,
  dy: usize, height: i32, width: i32, outChannels: i32, block: i32, input: usize, gradients: usize, sums: usize, out: usize,
): void {
  const tiles = batch * tileLines * tileColumns, padded = (channels + 3) & ~3, outPadded = (outChannels + 7) & ~7;
  memory.fill(sums, 0, <usize>(POINTS * padded * outPadded) << 2);
  for (let first = 0; first < tiles; first += block) {
    const count = min(block, tiles - first);
    transformInput(images, image, line, channels, tileLines, tileColumns, first, count, input, padded);
    transformGradient(dy, height, width, outChannels, tileLines, tileColumns, first, count, gradients, outPadded);
    for (let k = 0; k < POINTS; k++) {
      addOuterProducts(input + (<usize>(k * count * padded) << 2), gradients + (<usize>(k * count * outPadded) << 2),
        count, padded, outPadded, sums + (<usize>(k * padded * outPadded) << 2));
    }
  }
  transformSums(sums, channels, padded, outChannels, outPadded, out);
}

/** 2x2 tiles of dy, zero beyond its edges, to planes: G' g G'^T with G' = (1 0; 1/2 1/2; 1/2 -1/2; 0 1). */
function transformGradient(
  dy: usize, height: i32, width: i32, channels: i32, tileLines: i32, tileColumns: i32, first: i32, count: i32,
  planes: usize, padded: i32,
): void {
  const pixel = <usize>channels << 2, line = <usize>width * pixel, plane = <usize>(count * padded) << 2;
  for (let tile = first; tile < first + count; tile++) {
    const n = tile / (tileLines * tileColumns), rest = tile % (tileLines * tileColumns);
    const i = (rest / tileColumns) * 2, j = (rest % tileColumns) * 2;
    const from = dy + <usize>((n * height + i) * width + j) * pixel;
    const to = planes + (<usize>((tile - first) * padded) << 2);
    const right = j + 1 < width, below = i + 1 < height;
    for (let c = 0; c < padded; c += 4) {
      const left = channels - c, at = from + (<usize>c << 2), target = to + (<usize>c << 2);
      const a = loadLanes(at, left), b = loadLanes(at + pixel, right ? left : 0);
      const d = loadLanes(at + line, below ? left : 0), e = loadLanes(at + line + pixel, right && below ? left : 0);
      const half = f32x4.splat(0.5);
      const h = f32x4.mul(half, a), hd = f32x4.mul(half, d), g = f32x4.mul(half, b), ge = f32x4.mul(half, e);
      gradientLine(a, b, target, plane);
      gradientLine(f32x4.add(h, hd), f32x4.add(g, ge), target + 4 * plane, plane);
      gradientLine(f32x4.sub(h, hd), f32x4.sub(g, ge), target + 8 * plane, plane);
      gradientLine(d, e, target + 12 * plane, plane);
    }
  }
}

@inline
function gradientLine(a: v128, b: v128, to: usize, plane: usize): void {
  const half = f32x4.splat(0.5), x = f32x4.mul(half, a), y = f32x4.mul(half, b);
  v128.store(to, a);
  v128.store(to + plane, f32x4.add(x, y));
  v128.store(to + 2 * plane, f32x4.sub(x, y));
  v128.store(to + 3 * plane, b);
}

/** A'^T m A' with A'^T = (1 1 1 0; 0 1 -1 0; 0 1 1 -1), leaving out the rows and columns of padding. */
function transformSums(planes: usize, channels: i32, padded: i32, outChannels: i32, outPadded: i32, out: usize): void {
  const plane = <usize>(padded * outPadded) << 2, tap = <usize>(channels * outChannels) << 2;
  for (let c = 0; c < channels; c++) {
    for (let left = outChannels, o: usize = 0; left > 0; left -= 4, o += 16) {
      const from = planes + (<usize>(c * outPadded) << 2) + o, to = out + (<usize>(c * outChannels) << 2) + o;
      for (let column: usize = 0; column < 4; column++) {
        // Column by column in place: each of its values is only read here.
        const at = from + column * plane;
        const m0 = v128.load(at), m1 = v128.load(at + 4 * plane), m2 = v128.load(at + 8 * plane), m3 = v128.load(at + 12 * plane);
        v128.store(at, f32x4.add(m0, f32x4.add(m1, m2)));
        v128.store(at + 4 * plane, f32x4.sub(m1, m2));
        v128.store(at + 8 * plane, f32x4.sub(f32x4.add(m1, m2), m3));
      }
      for (let row: usize = 0; row < 3; row++) {
        const at = from + 4 * row * plane, target = to + 3 * row * tap;
        const m0 = v128.load(at), m1 = v128.load(at + plane), m2 = v128.load(at + 2 * plane), m3 = v128.load(at + 3 * plane);
        storeLanes(target, f32x4.add(m0, f32x4.add(m1, m2)), left);
        storeLanes(target + tap, f32x4.sub(m1, m2), left);
        storeLanes(target + 2 * tap, f32x4.sub(f32x4.add(m1, m2), m3), left);
      }
    }
  }
}
