import { hypervolume } from './hypervolume.js';
import type { Goals } from './reward.js';

/**
 * What a front is measured down to: no accuracy, and ten times the step time and the parameters of the reference. So the
 * volume does not depend on what a search happened to find, and two searches of a space can be compared.
 */
export const VOLUME_REFERENCE = { accuracy: 0, stepTimeRatio: 10, paramsRatio: 10 } as const;

const WORST: Goals = [VOLUME_REFERENCE.accuracy, -Math.log(VOLUME_REFERENCE.stepTimeRatio), -Math.log(VOLUME_REFERENCE.paramsRatio)];
/** Of a network as fast and as small as the reference, and always right. */
const UNIT = WORST[1] * WORST[2];

/**
 * How much of the space of goals is covered, down to {@link VOLUME_REFERENCE}. The reference architecture alone has its
 * accuracy as volume; every factor of ten in step time or parameters adds as much again.
 */
export function frontVolume(goals: readonly Goals[]): number {
  return hypervolume(goals, WORST) / UNIT;
}

export interface VolumeStep {
  /** Of `goals`, from 0: the one after which the volume is this. */
  readonly index: number;
  readonly value: number;
}

/**
 * The volume as points come one after another: every point that adds to it, and the last one; of more than `most` steps some
 * that lie evenly between the first and the last.
 */
export function volumeOverTime(goals: readonly Goals[], most = 500): VolumeStep[] {
  const steps: VolumeStep[] = [];
  let front: Goals[] = [];
  let value = 0;
  for (const [index, point] of goals.entries()) {
    const isBeaten = front.some((other) => isAsGood(other, point));
    // What it alone covers: all that it covers, less what of that the others do; not below 0 by rounding.
    const gain = isBeaten ? 0 : Math.max(0, frontVolume([point]) - frontVolume(front.map((other) => lower(other, point))));
    if (!isBeaten) front = [...front.filter((other) => !isAsGood(point, other)), point];
    value += gain;
    if (gain > 0 || index === goals.length - 1) steps.push({ index, value });
  }
  return thinned(steps, most);
}

function isAsGood(a: Goals, b: Goals): boolean {
  return a[0] >= b[0] && a[1] >= b[1] && a[2] >= b[2];
}

function lower(a: Goals, b: Goals): Goals {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.min(a[2], b[2])];
}

function thinned(steps: readonly VolumeStep[], most: number): VolumeStep[] {
  if (steps.length <= most) return [...steps];
  return Array.from({ length: most }, (_, place) => steps[Math.round((place * (steps.length - 1)) / (most - 1))] as VolumeStep);
}
