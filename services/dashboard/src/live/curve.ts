import type { CurvePoint } from '@stride/core';

/**
 * Adds a point, once. Steps only grow within an attempt, so a smaller step that was never seen is the first of a new
 * attempt and starts the curve over.
 */
export function appendPoint(curve: readonly CurvePoint[], point: CurvePoint): readonly CurvePoint[] {
  if (curve.some((known) => known.step === point.step && known.seconds === point.seconds)) return curve;
  const last = curve.at(-1);
  return last === undefined || point.step > last.step ? [...curve, point] : [point];
}

/** The stored curve with the points that came live since. */
export function mergeCurves(stored: readonly CurvePoint[], live: readonly CurvePoint[]): readonly CurvePoint[] {
  return live.reduce(appendPoint, stored);
}
