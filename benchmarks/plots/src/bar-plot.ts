import type { BarSeriesOption } from 'echarts';
import { frame, TEXT, xAxis, yAxis, type PlotText } from './style.js';
import type { PlotOption } from './svg.js';

export interface BarPlot extends PlotText {
  readonly categories: readonly string[];
  /** One color each. */
  readonly series: readonly BarSeries[];
  /** A line across, e.g. at 1 where the bars are ratios. */
  readonly reference?: { readonly value: number; readonly label: string };
}

export interface BarSeries {
  readonly name: string;
  /** One a category; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

/** Groups of bars from zero, each with its value above it. */
export function barPlot({ categories, series, reference, ...text }: BarPlot): PlotOption {
  const { grid, ...rest } = frame(text);
  return {
    ...rest, grid: { ...grid, right: reference === undefined ? 30 : 76 },
    xAxis: { type: 'category', data: [...categories], axisTick: { show: false }, ...xAxis(text.xName) },
    yAxis: { type: 'value', min: 0, ...yAxis(text.yName) },
    series: series.map((one, index): BarSeriesOption => ({
      name: one.name, type: 'bar', data: [...one.values], silent: true, barMaxWidth: 56, barGap: '8%',
      label: { show: true, position: 'top', fontSize: 11, color: TEXT, formatter: ({ value }) => shortNumber(value) },
      ...(index === 0 && reference !== undefined ? { markLine: lineAt(reference) } : {}),
    })),
  };
}

function lineAt({ value, label }: { value: number; label: string }): NonNullable<BarSeriesOption['markLine']> {
  return {
    symbol: 'none', silent: true, data: [{ yAxis: value }], lineStyle: { color: TEXT, type: 'dashed', width: 1.5 },
    label: { formatter: label, position: 'end', fontSize: 12, color: TEXT },
  };
}

/** Three significant digits: a bar is not read more precisely. */
function shortNumber(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : '';
}
