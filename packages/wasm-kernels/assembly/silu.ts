import { loadLanes, storeLanes } from './lanes';
import { lowest, sigmoid } from './sigmoid';

/** y = x * sigmoid(x). */
export function silu(x: usize, count: i32, y: usize): void {
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    storeLanes(y + i, siluOf(loadLanes(x + i, left)), left);
  }
}

/** dx = dy * silu'(x). */
export function siluGradient(dy: usize, x: usize, count: i32, dx: usize): void {
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    storeLanes(dx + i, f32x4.mul(loadLanes(dy + i, left), siluSlope(loadLanes(x + i, left))), left);
  }
}

@inline
export function siluOf(x: v128): v128 {
  // Far below, sigmoid is not quite 0 but must still outweigh x.
  return f32x4.mul(f32x4.pmax(x, lowest), sigmoid(x));
}

/** d silu(x) / dx = s + y (1 - s) with s = sigmoid(x) and y = x s. */
@inline
function siluSlope(x: v128): v128 {
  return slope(sigmoid(x), siluOf(x));
}

/** The same where y is at hand: y / x is s, but for x = 0. */
@inline
export function siluSlopeFrom(x: v128, y: v128): v128 {
  const isZero = f32x4.eq(x, f32x4.splat(0));
  return slope(v128.bitselect(f32x4.splat(0.5), f32x4.div(y, x), isZero), y);
}

@inline
function slope(s: v128, y: v128): v128 {
  return f32x4.add(s, f32x4.sub(y, f32x4.mul(y, s)));
}
