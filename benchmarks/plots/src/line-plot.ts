import type { CustomSeriesOption, LineSeriesOption } from 'echarts';
import { frame, PALETTE, SYMBOLS, xAxis, yAxis, type PlotText } from './style.js';
import type { PlotOption } from './svg.js';

export interface LinePlot extends PlotText {
  readonly series: readonly LineSeries[];
  /** Default: as the points are. An axis of accuracies need not begin at zero. */
  readonly yFrom?: number;
  readonly yTo?: number;
  /** Default linear. On a logarithmic axis every number is above 0. */
  readonly xScale?: 'linear' | 'log';
  readonly yScale?: 'linear' | 'log';
}

export interface LineSeries {
  readonly name: string;
  readonly points: readonly LinePoint[];
}

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** The spread around `y`, drawn as a bar with ends; none when left out. */
  readonly low?: number;
  readonly high?: number;
}

/** Lines over numbers, in the order of their points, with bars of spread where the points have one. */
export function linePlot({ series, yFrom, yTo, xScale = 'linear', yScale = 'linear', ...text }: LinePlot): PlotOption {
  return {
    ...frame(text),
    legend: { ...frame(text).legend, data: series.map(({ name }) => name) },
    xAxis: { ...axisOf(xScale), splitLine: { show: false }, ...xAxis(text.xName) },
    yAxis: {
      ...axisOf(yScale), ...yAxis(text.yName), ...(yFrom === undefined ? {} : { min: yFrom }), ...(yTo === undefined ? {} : { max: yTo }),
    },
    series: series.flatMap((one, index) => [lineOf(one, index), ...spreadsOf(one, index)]),
  };
}

const axisOf = (scale: 'linear' | 'log') => (scale === 'log' ? { type: 'log' } as const : { type: 'value', scale: true } as const);

function lineOf({ name, points }: LineSeries, index: number): LineSeriesOption {
  return {
    name, type: 'line', silent: true, data: points.map(({ x, y }) => [x, y]), symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle', symbolSize: 8,
    color: colorOf(index), lineStyle: { width: 2.5 },
  };
}

const CAP = 5;

function spreadsOf({ name, points }: LineSeries, index: number): CustomSeriesOption[] {
  const data = points.flatMap(({ x, low, high }) => (low === undefined || high === undefined ? [] : [[x, low, high]]));
  if (data.length === 0) return [];
  const style = { stroke: colorOf(index), lineWidth: 1.5 };
  return [{
    name: `${name}, spread`, type: 'custom', silent: true, data, encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const [x = 0, bottom = 0] = api.coord([api.value(0), api.value(1)]);
      const [, top = 0] = api.coord([api.value(0), api.value(2)]);
      const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style });
      return { type: 'group', children: [line(x, bottom, x, top), line(x - CAP, bottom, x + CAP, bottom), line(x - CAP, top, x + CAP, top)] };
    },
  }];
}

function colorOf(index: number): string {
  return PALETTE[index % PALETTE.length] ?? '#000000';
}
