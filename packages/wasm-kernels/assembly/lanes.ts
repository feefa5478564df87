/** Stores the first `count` of 4 lanes. */
export function storeLanes(to: usize, value: v128, count: i32): void {
  if (count > 3) v128.store(to, value);
  else if (count > 0) storeSome(to, value, count);
}

function storeSome(to: usize, value: v128, count: i32): void {
  v128.store32_lane(to, value, 0);
  if (count > 1) v128.store32_lane(to, value, 1, 4);
  if (count > 2) v128.store32_lane(to, value, 2, 8);
}
