/** a * b + c, in one rounding where the binary is built for it and the processor can. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b));
}

export function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** The first `count` of 4 lanes, zeros in the others. */
@inline
export function loadLanes(from: usize, count: i32): v128 {
  return count > 3 ? v128.load(from) : loadSome(from, count);
}

function loadSome(from: usize, count: i32): v128 {
  let value = f32x4.splat(0);
  if (count > 0) value = v128.load32_lane(from, value, 0);
  if (count > 1) value = v128.load32_lane(from, value, 1, 4);
  if (count > 2) value = v128.load32_lane(from, value, 2, 8);
  return value;
}

/** Stores the first `count` of 4 lanes. */
@inline
export function storeLanes(to: usize, value: v128, count: i32): void {
  if (count > 3) v128.store(to, value);
  else if (count > 0) storeSome(to, value, count);
}

function storeSome(to: usize, value: v128, count: i32): void {
  v128.store32_lane(to, value, 0);
  if (count > 1) v128.store32_lane(to, value, 1, 4);
  if (count > 2) v128.store32_lane(to, value, 2, 8);
}
