import { loadLanes, madd, storeLanes } from './lanes';

// Every image's channels as wholes: [images, pixels, channels] to and from [images, channels].

/** The mean of each image's channels over its pixels. */
export function imageMeans(x: usize, images: i32, pixels: i32, channels: i32, means: usize): void {
  const pixel = <usize>channels << 2, share = f32x4.splat(<f32>1 / <f32>pixels);
  memory.fill(means, 0, <usize>images * pixel);
  for (let image = 0; image < images; image++, means += pixel) {
    for (let p = 0; p < pixels; p++, x += pixel) {
      for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
        storeLanes(means + i, f32x4.add(loadLanes(means + i, left), loadLanes(x + i, left)), left);
      }
    }
    for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
      storeLanes(means + i, f32x4.mul(loadLanes(means + i, left), share), left);
    }
  }
}

/** The sum over each image's pixels of a * b. */
export function imageProducts(a: usize, b: usize, images: i32, pixels: i32, channels: i32, sums: usize): void {
  const pixel = <usize>channels << 2;
  memory.fill(sums, 0, <usize>images * pixel);
  for (let image = 0; image < images; image++, sums += pixel) {
    for (let p = 0; p < pixels; p++, a += pixel, b += pixel) {
      for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
        storeLanes(sums + i, madd(loadLanes(a + i, left), loadLanes(b + i, left), loadLanes(sums + i, left)), left);
      }
    }
  }
}

/** y = x * scale + shift with one scale and one shift for each image's channel. */
export function imageScale(x: usize, images: i32, pixels: i32, channels: i32, scale: usize, shift: usize, y: usize): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < images; image++, scale += pixel, shift += pixel) {
    for (let p = 0; p < pixels; p++, x += pixel, y += pixel) {
      for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
        storeLanes(y + i, madd(loadLanes(x + i, left), loadLanes(scale + i, left), loadLanes(shift + i, left)), left);
      }
    }
  }
}

/** Every pixel of an image gets its value times `factor`: the gradient of `imageMeans`, with factor 1 / pixels. */
export function imageSpread(values: usize, images: i32, pixels: i32, channels: i32, factor: f32, y: usize): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < images; image++, values += pixel) {
    for (let p = 0; p < pixels; p++, y += pixel) {
      for (let left = channels, i: usize = 0; left > 0; left -= 4, i += 16) {
        storeLanes(y + i, f32x4.mul(loadLanes(values + i, left), f32x4.splat(factor)), left);
      }
    }
  }
}
