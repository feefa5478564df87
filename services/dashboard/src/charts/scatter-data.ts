/** Which candidates the scatter draws, and where: columns, and places in them. Pure. */
import { frontOf } from './front.js';
import { AXIS_FACTS, axisValues, type ScatterAxis, type ScatterSource } from './scatter-axes.js';

export interface ScatterView {
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Index of the only device class shown; null: all, which step times in ms do not allow. */
  readonly deviceClass: number | null;
  /** Whether candidates that the scheduler stopped are shown, too. */
  readonly pruned: boolean;
}

export interface ScatterData {
  /** By place in the columns; NaN where nothing is known. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Completed, within the caps. */
  readonly within: readonly number[];
  /** Completed, but over a cap: can neither win nor be on the front. Its reward says only how far over, and is not drawn. */
  readonly overCaps: readonly number[];
  readonly pruned: readonly number[];
  /** Of those within the caps, by x from small to large; empty where an axis has no better end. */
  readonly front: readonly number[];
}

/**
 * @param overCaps whether the candidate at a place is over a cap
 */
export function scatterData(source: ScatterSource, view: ScatterView, overCaps: (place: number) => boolean): ScatterData {
  const { status, deviceClass } = source.columns;
  const x = axisValues(source, view.x);
  const y = axisValues(source, view.y);
  const within: number[] = [];
  const over: number[] = [];
  const pruned: number[] = [];
  for (let place = 0; place < status.length; place++) {
    if (!isDrawable(x[place] as number, view.logX) || !isDrawable(y[place] as number, view.logY)) continue;
    if (view.deviceClass !== null && deviceClass[place] !== view.deviceClass) continue;
    if (status[place] === 'completed') {
      if (!overCaps(place)) within.push(place);
      else if (view.x !== 'reward' && view.y !== 'reward') over.push(place);
    }
    if (status[place] === 'pruned' && view.pruned) pruned.push(place);
  }
  return { x, y, within, overCaps: over, pruned, front: frontAmong(x, y, view, within) };
}

function frontAmong(x: Float64Array, y: Float64Array, view: ScatterView, among: readonly number[]): number[] {
  const goals = { x: AXIS_FACTS[view.x].goal, y: AXIS_FACTS[view.y].goal };
  if (goals.x === null || goals.y === null || view.x === view.y) return [];
  return frontOf(x, y, { x: goals.x, y: goals.y }, among);
}

function isDrawable(value: number, log: boolean): boolean {
  return Number.isFinite(value) && (!log || value > 0);
}

/** A rectangle, in the units of the axes. */
export interface Brush {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Places of everything drawn within the rectangle, its edges included. */
export function brushed(data: ScatterData, { x, y }: Brush): number[] {
  const inside = (place: number) => {
    const [atX, atY] = [data.x[place] as number, data.y[place] as number];
    return atX >= x[0] && atX <= x[1] && atY >= y[0] && atY <= y[1];
  };
  return [...data.within, ...data.overCaps, ...data.pruned].filter(inside);
}

/** x and y of places, one after the other, as a series takes them without an object for each. */
export function interleaved({ x, y }: Pick<ScatterData, 'x' | 'y'>, places: readonly number[]): Float64Array {
  const flat = new Float64Array(places.length * 2);
  places.forEach((place, index) => {
    flat[2 * index] = x[place] as number;
    flat[2 * index + 1] = y[place] as number;
  });
  return flat;
}
