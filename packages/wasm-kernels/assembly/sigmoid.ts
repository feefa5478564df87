import { madd } from './lanes';

/** Below, exp leaves the range of normal floats. */
const LOWEST: f32 = -87;
/** Far enough up for 2^128, which is infinity. */
const HIGHEST: f32 = 89;
const LOG2_E: f32 = 1.4426950408889634;
/** ln 2 in two parts, the first with few digits, so that n * ln 2 loses none. Source: Cody & Waite 1980. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/**
 * exp(x) of 4 lanes, to about 1e-7 relative; at least exp(-87), and infinite from 88.4 on: x = n ln 2 + r with |r| <= ln 2 / 2, a
 * polynomial in r, times 2^n by way of the exponent's bits. Source of the polynomial: the Cephes library's expf (Moshier).
 * NaN stays NaN.
 */
@inline
export function exp(value: v128): v128 {
  // Unlike min and max, these are one instruction each; in this order NaN passes through.
  const x = f32x4.pmax(f32x4.pmin(value, f32x4.splat(HIGHEST)), f32x4.splat(LOWEST));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), x));
  let p = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(0.5));
  const y = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, scale);
}

/** 1 / (1 + exp(-x)) of 4 lanes. */
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp(f32x4.neg(x))));
}
