/**
 * A window of images, zeros wherever it reaches over their edges: [batch, height, width, channels] to
 * [batch, toHeight, toWidth, toChannels], channels cut off or filled up
 * with zeros, starting at (top, left) of each image, which may be negative. With the borders
 * and channels filled up once, no inner loop has to ask where it is.
 */
export function copyWindow(
  from: usize, batch: i32, height: i32, width: i32, channels: i32,
  to: usize, toHeight: i32, toWidth: i32, toChannels: i32, top: i32, left: i32,
): void {
  const pixel = <usize>toChannels << 2, line = <usize>toWidth * pixel;
  const first = min(toWidth, max(0, -left)), last = max(first, min(toWidth, width - left));
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < toHeight; i++, to += line) {
      const row = i + top;
      if (row < 0 || row >= height) {
        memory.fill(to, 0, line);
        continue;
      }
      const source = from + (<usize>((n * height + row) * width + first + left) * <usize>channels << 2);
      memory.fill(to, 0, <usize>first * pixel);
      memory.fill(to + <usize>last * pixel, 0, <usize>(toWidth - last) * pixel);
      copyPixels(source, to + <usize>first * pixel, last - first, channels, toChannels);
    }
  }
}

function copyPixels(from: usize, to: usize, pixels: i32, channels: i32, toChannels: i32): void {
  const size = <usize>channels << 2, toSize = <usize>toChannels << 2, shared = min(size, toSize);
  if (size === toSize) {
    memory.copy(to, from, <usize>pixels * size);
    return;
  }
  for (let p = 0; p < pixels; p++, from += size, to += toSize) {
    let c: usize = 0;
    for (; c < shared; c += 4) f32.store(to + c, f32.load(from + c));
    for (; c < toSize; c += 4) f32.store(to + c, 0);
  }
}
