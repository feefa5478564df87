/** The scatter of any two figures as an ECharts option. Ten thousand candidates are three arrays of numbers in it. Pure. */
import type { ChartOption } from './chart-option.js';
import type { Palette } from './palette.js';
import { AXIS_FACTS, logTicks, type ScatterAxis } from './scatter-axes.js';
import { interleaved, type Brush, type ScatterData, type ScatterView } from './scatter-data.js';
import { textStyle, tooltip, valueAxis } from './style.js';

export interface ScatterPlotInput {
  readonly view: ScatterView;
  readonly data: ScatterData;
  /** Places of single candidates, where they are drawn. */
  readonly leader: { readonly place: number; readonly number: number } | null;
  readonly selected: number | null;
  /** What would have the highest reward under the sliders. */
  readonly whatIf: { readonly place: number; readonly number: number } | null;
  /** The reference's figures on the two axes; null where there is none. */
  readonly reference: { readonly x: number | null; readonly y: number | null };
  /** A rectangle that was drawn. */
  readonly brush: Brush | null;
  readonly palette: Palette;
  /** What a point says of itself: of a candidate by its place in the columns, of the reference by null. */
  describe(place: number | null): string;
}

export interface ScatterPlot {
  readonly option: ChartOption;
  /** Which candidate a point is: of each series, the places of its points. */
  readonly places: Readonly<Record<string, readonly number[]>>;
}

/** Beyond so many a series is one shape, and its points neither grow nor light up. */
const MANY = 1500;

export function scatterPlot(input: ScatterPlotInput): ScatterPlot {
  const { data, palette, leader, whatIf, selected, reference } = input;
  const isDrawn = (place: number) => Number.isFinite(data.x[place]) && Number.isFinite(data.y[place]);
  const single = (place: number | null | undefined) => (place != null && isDrawn(place) ? [place] : []);
  const places = {
    candidates: without(data.within, data.front), pruned: data.pruned, overCaps: data.overCaps, front: data.front,
    leader: single(leader?.place), whatIf: whatIf?.place === leader?.place ? [] : single(whatIf?.place), selected: single(selected),
  };
  const flat = (name: keyof typeof places) => interleaved(data, places[name]);
  const dot = dotOf(data.within.length);
  const option: ChartOption = {
    // Points that fly to their places tell nothing.
    animation: false,
    textStyle: textStyle(palette),
    grid: { left: 58, right: 18, top: 14, bottom: 44, containLabel: false },
    tooltip: { ...tooltip(palette), trigger: 'item', formatter: (params: unknown) => describePoint(input, places, params) },
    xAxis: scatterAxis(input, 'x'),
    yAxis: scatterAxis(input, 'y'),
    series: [
      crowd('candidates', 'candidate', flat('candidates'), { color: palette['line-strong'], opacity: dot.opacity }, dot.size),
      { ...crowd('pruned', 'pruned', flat('pruned'), { color: palette.faint, opacity: 0.6 }, dot.size), symbol: 'triangle' },
      { ...crowd('overCaps', 'over the caps', flat('overCaps'), { color: palette.bad, opacity: 0.55 }, Math.max(5, dot.size - 1)), symbol: 'emptyCircle' },
      brushEdge(input),
      frontLine(input),
      { ...points('front', 'on the front', flat('front'), 3), symbolSize: dot.frontSize, itemStyle: { color: palette.accent, opacity: 0.95 } },
      {
        ...points('reference', 'reference', reference.x === null || reference.y === null ? [] : Float64Array.of(reference.x, reference.y), 4),
        symbol: 'diamond', symbolSize: 14, itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 1.75, opacity: 1 },
        markLine: referenceLines(reference, palette),
      },
      { ...points('selected', 'chosen', flat('selected'), 5), silent: true, symbol: 'circle', symbolSize: 24, itemStyle: { color: 'transparent', borderColor: palette.ink, borderWidth: 1.5, opacity: 1 } },
      {
        ...points('leader', 'best', flat('leader'), 6), symbolSize: 14, itemStyle: { color: palette.accent, borderColor: palette.ink, borderWidth: 1.75, opacity: 1 },
        label: pointLabel(palette, `best: ${leader?.number ?? ''}`, sideOf(input, leader?.place), 7),
      },
      {
        ...points('whatIf', 'what-if', flat('whatIf'), 7), symbol: 'pin', symbolSize: 24, itemStyle: { color: palette.fused, borderColor: palette.ink, borderWidth: 1.25, opacity: 1 },
        label: pointLabel(palette, `what-if: ${whatIf?.number ?? ''}`, sideOf(input, whatIf?.place), -9),
      },
    ],
  };
  return { option, places };
}

/** As many as there are, they are smaller and fainter, so that they still show where they are dense. */
function dotOf(count: number) {
  if (count > 3000) return { size: 3.5, frontSize: 6, opacity: 0.35 };
  return count > 400 ? { size: 6, frontSize: 7, opacity: 0.5 } : { size: 9, frontSize: 9, opacity: 0.7 };
}

function points(id: string, name: string, data: Float64Array | number[], z: number) {
  return { id, name, type: 'scatter' as const, data, z, cursor: 'pointer', animation: false };
}

function crowd(id: string, name: string, data: Float64Array, itemStyle: { readonly color: string; readonly opacity: number }, symbolSize: number) {
  return {
    ...points(id, name, data, 2), symbolSize, itemStyle, large: true, largeThreshold: MANY,
    // In one go: in pieces, over several frames, the picture would flicker with every result that comes in.
    progressive: 0,
  };
}

/** From the cheaper end to the better one: between two of its points nothing is known that is better than the first. */
function frontLine({ data, view, palette }: ScatterPlotInput) {
  return {
    id: 'front-line', name: 'Pareto front', type: 'line' as const,
    data: data.front.map((place) => [data.x[place] as number, data.y[place] as number]),
    step: AXIS_FACTS[view.x].goal === 'minimize' ? ('end' as const) : ('start' as const),
    showSymbol: false, silent: true, animation: false, z: 3,
    lineStyle: { color: palette.accent, width: 1.5, opacity: 0.75 }, itemStyle: { color: palette.accent },
  };
}

function brushEdge(input: ScatterPlotInput) {
  const { brush, palette } = input;
  const [left, right] = edgesOf(input, 'x');
  const [bottom, top] = edgesOf(input, 'y');
  return {
    id: 'brush', name: 'chosen', type: 'line' as const, showSymbol: false, silent: true, animation: false, z: 8,
    data: brush === null ? [] : [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]],
    lineStyle: { color: palette.accent, width: 1.25, type: 'dashed' as const }, itemStyle: { color: palette.accent },
  };
}

/** A rectangle from elsewhere may reach far out: the axes stay with the candidates. */
function edgesOf({ brush, data, reference }: ScatterPlotInput, which: 'x' | 'y'): readonly [number, number] {
  const [min, max] = extent(data[which], [...data.within, ...data.overCaps, ...data.pruned], reference[which]);
  const beyond = (max - min) * REACH;
  const [from, to] = brush?.[which] ?? [min, max];
  return [Math.max(from, Math.min(to, min - beyond)), Math.min(to, Math.max(from, max + beyond))];
}

/** Share of what the candidates span. */
const REACH = 0.1;

function referenceLines({ x, y }: ScatterPlotInput['reference'], palette: Palette) {
  return {
    // ECharts would round to two digits: to a whole percent of accuracy.
    precision: 12, silent: true, symbol: 'none', animation: false, label: { show: false },
    lineStyle: { color: palette.ink, type: 'dashed' as const, width: 1, opacity: 0.35 },
    data: [...(x === null ? [] : [{ xAxis: x }]), ...(y === null ? [] : [{ yAxis: y }])],
  };
}

/** @param down pixels, so that two labels of neighbours do not lie on each other */
function pointLabel(palette: Palette, text: string, position: 'left' | 'right', down: number) {
  return {
    show: true, position, offset: [0, down], distance: 5, formatter: text, color: palette.ink, backgroundColor: palette.surface,
    padding: [1, 3], borderRadius: 3, fontSize: 11, fontWeight: 600 as const,
  };
}

/** A label stands on the better side of its point, where nothing else is, unless that is the edge of the picture. */
function sideOf({ data, view }: ScatterPlotInput, place: number | null | undefined): 'left' | 'right' {
  if (place == null) return 'right';
  const scale = view.logX ? Math.log : (value: number) => value;
  const [min, max] = extent(data.x, data.within, null).map(scale) as [number, number];
  const along = (scale(data.x[place] as number) - min) / (max - min);
  return AXIS_FACTS[view.x].goal === 'minimize' ? (along > ROOM ? 'left' : 'right') : along < 1 - ROOM ? 'right' : 'left';
}

/** Share of the width that a label takes. */
const ROOM = 0.2;

function scatterAxis(input: ScatterPlotInput, which: 'x' | 'y') {
  const { view, data, palette, reference } = input;
  const facts = AXIS_FACTS[view[which]];
  const base = valueAxis(palette, facts.title, which);
  const axis = {
    ...base, nameGap: which === 'x' ? 26 : 42, axisLabel: { ...base.axisLabel, formatter: facts.tick }, axisLine: { ...base.axisLine, onZero: false },
  };
  const [min, max] = extent(data[which], [...data.within, ...data.overCaps, ...data.pruned], reference[which]);
  if (min > max) return axis;
  if (which === 'x' ? view.logX : view.logY) return { ...axis, ...logarithmic(axis, min, max) };
  return max - min > facts.pad / 10 ? axis : { ...axis, ...around(view[which], min, max) };
}

function logarithmic(axis: { readonly axisLabel: object; readonly axisTick: object }, min: number, max: number) {
  const spread = max / min > 1.05 ? Math.max(1.04, (max / min) ** 0.04) : 1.6;
  const range = { min: min / spread, max: max * spread };
  const customValues = logTicks(range.min, range.max);
  return { type: 'log' as const, ...range, axisLabel: { ...axis.axisLabel, customValues }, axisTick: { ...axis.axisTick, customValues } };
}

/** Around a single value, or equal ones, an axis would otherwise reach far. */
function around(axis: ScatterAxis, min: number, max: number) {
  const { pad, most = Infinity } = AXIS_FACTS[axis];
  const middle = Math.round((min + max) / 2 / pad);
  const round = (value: number) => Number(value.toPrecision(6));
  return { min: round(Math.max(0, (middle - 1) * pad)), max: round(Math.min(most, (middle + 1) * pad)) };
}

function extent(values: Float64Array, places: readonly number[], also: number | null): readonly [number, number] {
  let [min, max] = also === null ? [Infinity, -Infinity] : [also, also];
  for (const place of places) {
    const value = values[place] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

function without(all: readonly number[], some: readonly number[]): readonly number[] {
  const left = new Set(some);
  return all.filter((place) => !left.has(place));
}

function describePoint(input: ScatterPlotInput, places: ScatterPlot['places'], params: unknown): string {
  const { seriesId, dataIndex } = params as { readonly seriesId?: string; readonly dataIndex?: number };
  if (seriesId === 'reference') return input.describe(null);
  const place = places[seriesId ?? '']?.[dataIndex ?? -1];
  return place === undefined ? '' : input.describe(place);
}
