import { loadLanes, storeLanes } from './lanes';
import { sigmoid } from './sigmoid';

/** y = x * sigmoid(x). */
export function silu(x: usize, count: i32, y: usize): void {
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    const v = loadLanes(x + i, left);
    storeLanes(y + i, f32x4.mul(v, sigmoid(v)), left);
  }
}

/** dx = dy * silu'(x). */
export function siluGradient(dy: usize, x: usize, count: i32, dx: usize): void {
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    const v = loadLanes(x + i, left);
    storeLanes(dx + i, f32x4.mul(loadLanes(dy + i, left), siluSlope(v)), left);
  }
}

/** d silu(x) / dx = s + y (1 - s) with s = sigmoid(x) and y = x s. */
@inline
export function siluSlope(x: v128): v128 {
  const s = sigmoid(x), y = f32x4.mul(x, s);
  return f32x4.add(s, f32x4.sub(y, f32x4.mul(y, s)));
}
