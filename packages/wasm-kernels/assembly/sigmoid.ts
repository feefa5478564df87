import { madd } from './lanes';

// Variables, and exported, so that the compiler cannot turn them back into constants: those are built anew at every use, in
// three instructions each where this is one load, and cost as much as all the arithmetic here.
/** Where exp(-x) still is a normal float. */
export let lowest: v128 = f32x4.splat(-88);
export let highest: v128 = f32x4.splat(87);
export let minusLog2E: v128 = f32x4.splat(-1.4426950408889634);
/** 1.5 * 2^23: adding it rounds to whole numbers, which the low bits of the sum then hold. */
export let rounder: v128 = f32x4.splat(12582912);
export let ln2: v128 = f32x4.splat(0.6931471805599453);
/** exp(-r) = 1 + r (c1 + r (c2 + ...)) for |r| <= ln 2 / 2, to 2e-7: the minimax polynomial that XNNPACK uses for exp. */
export let c1: v128 = f32x4.splat(-0.999999702);
export let c2: v128 = f32x4.splat(0.499991506);
export let c3: v128 = f32x4.splat(-0.166679844);
export let c4: v128 = f32x4.splat(0.0418978221);
export let c5: v128 = f32x4.splat(-0.00828929059);
export let one: v128 = f32x4.splat(1);

/**
 * 1 / (1 + exp(-x)) of 4 lanes, to about 1e-6 relative, never below exp(-88); NaN stays NaN. By exp(-x) = 2^n exp(-r) with
 * r = x + n ln 2, where 2^n is made of the exponent's bits.
 */
@inline
export function sigmoid(value: v128): v128 {
  // Unlike min and max, these are one instruction each; in this order NaN passes through.
  const x = f32x4.pmax(f32x4.pmin(value, highest), lowest);
  const rounded = madd(x, minusLog2E, rounder);
  const r = madd(f32x4.sub(rounded, rounder), ln2, x);
  let p = madd(c5, r, c4);
  p = madd(p, r, c3);
  p = madd(p, r, c2);
  p = madd(p, r, c1);
  const power = i32x4.add(i32x4.shl(rounded, 23), one);
  const e = madd(f32x4.mul(r, power), p, power);
  return f32x4.div(one, f32x4.add(e, one));
}
