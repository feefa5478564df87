/** What progress is drawn over: finished candidates, or time in a unit that suits its length. Pure. */
import { whole } from '../format/numbers.js';
import type { Palette } from './palette.js';
import { valueAxis } from './style.js';

export type Abscissa = 'candidates' | 'time';

const UNITS = [[2 * 86_400, 86_400, 'days'], [2 * 3600, 3600, 'hours'], [0, 60, 'minutes']] as const;

export interface TimeScale {
  /** Seconds. */
  readonly unit: number;
  readonly name: string;
}

/** @param longest seconds */
export function timeScale(longest: number): TimeScale {
  const [, unit, name] = UNITS.find(([from]) => longest >= from) ?? UNITS[2];
  return { unit, name };
}

/**
 * @param last candidates that have a result
 */
export function progressAxis(palette: Palette, over: Abscissa, scale: TimeScale, last: number) {
  if (over === 'time') return { ...valueAxis(palette, `Time since the start (${scale.name})`, 'x'), min: 0 };
  const axis = valueAxis(palette, 'Candidates with a result', 'x');
  return { ...axis, min: 1, max: Math.max(2, last), minInterval: 1, axisLabel: { ...axis.axisLabel, formatter: whole } };
}
