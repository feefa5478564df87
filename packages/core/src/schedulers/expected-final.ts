import { median } from '../statistics/median.js';

/** What a candidate that was trained to the end had at an evaluation on the way, and at the end. */
export interface Progression {
  readonly atRung: number;
  readonly final: number;
}

/** Fewer say too little about how differences shrink. */
const MIN_FOR_SLOPE = 5;

/**
 * What a candidate would have come to whose training was stopped: what it had at a rung cannot be compared with what others had
 * at the end. Those that were trained to the end tell how much is still gained from there on. Late in training all come closer
 * to each other, so a gain that is the same for all makes whatever was stopped look worse than it is: with enough of them a
 * robust line through (at rung, final) takes its place (Theil 1950, Sen 1968), no steeper than the gain that is the same for all
 * and never falling, so that estimates keep the order at the rung.
 * @param value at its last evaluation, where all progressions have their `atRung`: accuracies, or any other quantity
 * @returns null as long as none was trained to the end
 */
export function expectedFinal(value: number, progressions: readonly Progression[]): number | null {
  const known = progressions.filter(({ atRung, final }) => Number.isFinite(atRung) && Number.isFinite(final));
  if (known.length === 0 || !Number.isFinite(value)) return null;
  const slope = known.length < MIN_FOR_SLOPE ? 1 : Math.min(1, Math.max(0, slopeOf(known)));
  return slope * value + median(known.map(({ atRung, final }) => final - slope * atRung));
}

/** Beyond so many the latest say enough, and pairs are many. */
const MOST_FOR_SLOPE = 200;

/** Theil-Sen: the median of the slopes between all pairs; 1 where all had the same on the way. */
function slopeOf(known: readonly Progression[]): number {
  const latest = known.slice(-MOST_FOR_SLOPE);
  const slopes = latest.flatMap((a, index) => latest.slice(0, index).flatMap((b) => (
    a.atRung === b.atRung ? [] : [(a.final - b.final) / (a.atRung - b.atRung)])));
  return slopes.length === 0 ? 1 : median(slopes);
}
