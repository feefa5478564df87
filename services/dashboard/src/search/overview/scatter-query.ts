/** The scatter's state as it stands in the address. Pure. */
import { AXIS_FACTS, SCATTER_AXES, type ScatterAxis } from '../../charts/scatter-axes.js';
import type { Brush, ScatterView } from '../../charts/scatter-data.js';

/** What an address, or nothing, says of the scatter; the page adds what depends on the candidates. */
export interface ScatterQuery {
  readonly x: ScatterAxis | null;
  readonly y: ScatterAxis;
  readonly logX: boolean;
  readonly logY: boolean;
  /** By its name. */
  readonly deviceClass: string | null;
  readonly pruned: boolean;
  readonly brush: Brush | null;
}

/** Names of what this view keeps in the address. */
export const SCATTER_PARAMS = ['x', 'y', 'log', 'class', 'pruned', 'brush'] as const;
export type ScatterParams = Readonly<Record<(typeof SCATTER_PARAMS)[number], string | null>>;

const axisNamed = (name: string | null) => SCATTER_AXES.find((axis) => axis === name) ?? null;

/** What an address says wrongly is as if unsaid. */
export function readScatter(params: URLSearchParams): ScatterQuery {
  const log = params.get('log') ?? '';
  return {
    x: axisNamed(params.get('x')),
    y: axisNamed(params.get('y')) ?? 'accuracy',
    logX: log.includes('x'),
    logY: log.includes('y'),
    deviceClass: params.get('class'),
    pruned: params.get('pruned') === '1',
    brush: readBrush(params.get('brush')),
  };
}

/** The shortest address that says it; null: not in it. */
export function writeScatter({ x, y, logX, logY, deviceClass, pruned, brush }: ScatterQuery): ScatterParams {
  return {
    x,
    y: y === 'accuracy' ? null : y,
    log: `${logX ? 'x' : ''}${logY ? 'y' : ''}` || null,
    class: deviceClass,
    pruned: pruned ? '1' : null,
    brush: brush === null ? null : [...brush.x, ...brush.y].map(short).join('~'),
  };
}

function readBrush(text: string | null): Brush | null {
  const values = text?.split('~').map(Number) ?? [];
  const [left, right, bottom, top] = values as [number, number, number, number];
  if (values.length !== 4 || !values.every(Number.isFinite) || left > right || bottom > top) return null;
  return { x: [left, right], y: [bottom, top] };
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/**
 * What is drawn. Of several device classes multiples of the reference's step time compare, and milliseconds do not: those show one
 * class only, the first unless one was chosen.
 * @param classes device classes with candidates, the one with most first
 */
export function scatterView(query: ScatterQuery, classes: readonly string[], deviceClasses: readonly string[]): ScatterView {
  const several = classes.length > 1;
  const x = query.x ?? (several && query.deviceClass === null ? 'stepTimeRatio' : 'stepTimeMs');
  const named = classes.find((name) => name === query.deviceClass);
  const inMs = x === 'stepTimeMs' || query.y === 'stepTimeMs';
  const shown = several ? (named ?? (inMs ? classes[0] : undefined)) : undefined;
  return {
    x, y: query.y,
    logX: query.logX && AXIS_FACTS[x].log,
    logY: query.logY && AXIS_FACTS[query.y].log,
    deviceClass: shown === undefined ? null : deviceClasses.indexOf(shown),
    pruned: query.pruned,
  };
}

/** A rectangle is of its axes: with another axis it means nothing. */
export function withAxis(query: ScatterQuery, which: 'x' | 'y', axis: ScatterAxis): ScatterQuery {
  return which === 'x'
    ? { ...query, x: axis, logX: false, brush: null }
    : { ...query, y: axis, logY: false, brush: null };
}

/** Device classes of candidates with a result, the one with most first. */
export function classesByCount(deviceClass: readonly (number | null)[], deviceClasses: readonly string[]): readonly string[] {
  const counts = new Map<number, number>();
  for (const index of deviceClass) if (index !== null) counts.set(index, (counts.get(index) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([index]) => deviceClasses[index] as string);
}

/**
 * The table's filters that show what a rectangle holds, by the API's names. Null where the table cannot say it: it knows no multiples of
 * the reference's step time, which are milliseconds on one class of device only.
 */
export function tableFilters({ x, y }: Pick<ScatterView, 'x' | 'y'>, brush: Brush, referenceStepTimeMs: number | null): Readonly<Record<string, string>> | null {
  const filters: Record<string, string> = {};
  for (const [axis, range] of [[x, brush.x], [y, brush.y]] as const) {
    const scale = axis === 'stepTimeRatio' ? referenceStepTimeMs : 1;
    if (scale === null) return null;
    const key = axis === 'stepTimeRatio' ? 'stepTimeMs' : axis;
    filters[`${key}Min`] = short(range[0] * scale);
    filters[`${key}Max`] = short(range[1] * scale);
  }
  return filters;
}
