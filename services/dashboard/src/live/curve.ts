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

/**
 * Puts a point in its place by its step. A training that was interrupted goes on from its checkpoint and reports some
 * steps anew: the later report counts.
 */
export function placePoint(curve: readonly CurvePoint[], point: CurvePoint): readonly CurvePoint[] {
  if (curve.some((known) => known.step === point.step && known.seconds === point.seconds)) return curve;
  return [...curve.filter(({ step }) => step !== point.step), point].sort((a, b) => a.step - b.step);
}

/** The stored curve of a training with the points that came live since. */
export function placePoints(stored: readonly CurvePoint[], live: readonly CurvePoint[]): readonly CurvePoint[] {
  return live.reduce(placePoint, stored);
}

/** The stored curve with the points that came live since. */
export function mergeCurves(stored: readonly CurvePoint[], live: readonly CurvePoint[]): readonly CurvePoint[] {
  return live.reduce(appendPoint, stored);
}
