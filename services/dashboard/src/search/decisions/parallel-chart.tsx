import type { EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ChartOption } from '../../charts/chart-option.js';
import { loadECharts } from '../../charts/load-echarts.js';
import type { Palette } from '../../charts/palette.js';
import { textStyle } from '../../charts/style.js';
import type { Intervals, ParallelAxis } from './parallel-data.js';
import { within } from './parallel-data.js';

interface ParallelChartProps {
  readonly axes: readonly ParallelAxis[];
  /** Of the lines in the columns. */
  readonly places: readonly number[];
  /** What lines are colored by, by place. */
  readonly values: readonly number[];
  readonly intervals: Intervals;
  readonly palette: Palette;
  readonly label: string;
  onIntervals(intervals: Intervals): void;
  onSelect(place: number): void;
}

const HEIGHT = 380;
const AXIS_WIDTH = 66;

export function ParallelChart(props: ParallelChartProps) {
  const { axes, places, values, intervals, palette, label } = props;
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const selected = useEffectEvent(() => chart !== null && props.onIntervals(intervalsOf(chart, axes)));
  const clicked = useEffectEvent((dataIndex: number | undefined) => {
    const place = places[dataIndex ?? -1];
    if (place !== undefined) props.onSelect(place);
  });
  useEffect(() => {
    let created: EChartsType | null = null;
    let disposed = false;
    const resize = new ResizeObserver(() => created?.resize());
    void loadECharts().then(({ init }) => {
      if (disposed || element.current === null) return;
      created = init(element.current, null, { renderer: 'canvas' });
      created.on('axisareaselected', () => selected());
      created.on('click', (event) => clicked((event as { readonly dataIndex?: number }).dataIndex));
      resize.observe(element.current);
      setChart(created);
    });
    return () => {
      disposed = true;
      resize.disconnect();
      created?.dispose();
      setChart(null);
    };
  }, []);
  useEffect(() => {
    if (chart === null) return;
    chart.setOption(optionOf(props), { replaceMerge: ['series', 'parallelAxis'] });
    const shown = intervalsOf(chart, axes);
    axes.forEach(({ id }, index) => {
      const interval = intervals[id];
      // Each of these draws all lines anew.
      if (interval === shown[id] || (interval?.[0] === shown[id]?.[0] && interval?.[1] === shown[id]?.[1])) return;
      chart.dispatchAction({ type: 'axisAreaSelect', parallelAxisId: id, parallelAxisIndex: index, intervals: interval === undefined ? [] : [[...interval]] }, { silent: true });
    });
  }, [chart, axes, places, values, intervals, palette]);
  const chosen = places.filter((place) => within(axes, intervals, place)).length;
  return (
    <div
      className="chart"
      style={{ height: HEIGHT, minWidth: axes.length * AXIS_WIDTH }}
      role="img"
      aria-label={label}
      data-testid="parallel"
      data-points={places.length}
      data-chosen={chosen}
      data-drawn={chart !== null}
    >
      <div ref={element} className="chart-canvas" style={{ visibility: places.length === 0 ? 'hidden' : 'visible' }} />
      {places.length === 0 && <p className="chart-note">Lines appear as candidates complete.</p>}
    </div>
  );
}

/** Its axes are of a kind that the type of the other charts' options does not know. */
function optionOf({ axes, places, values, palette }: ParallelChartProps): ChartOption {
  const text = { color: palette.muted, fontSize: 11 };
  const known = places.map((place) => values[place] ?? Number.NaN).filter(Number.isFinite);
  const option = {
    textStyle: textStyle(palette),
    parallel: { left: 40, right: 60, top: 40, bottom: 24 },
    parallelAxis: axes.map(({ id, name, choices }, dim) => ({
      id, dim, name, nameLocation: 'end' as const, nameGap: 14, nameTextStyle: { ...text, width: AXIS_WIDTH, overflow: 'break' as const }, nameRotate: 0,
      ...(choices === null ? { type: 'value' as const, scale: true } : { type: 'value' as const, min: -0.3, max: choices.length - 0.7, interval: 1 }),
      axisLabel: { ...text, ...(choices === null ? {} : { customValues: choices.map((_, choice) => choice), formatter: (value: number) => choices[Math.round(value)] ?? '' }) },
      axisLine: { lineStyle: { color: palette['line-strong'] } }, axisTick: { show: false }, splitLine: { show: false },
      areaSelectStyle: { width: 18, borderColor: palette.accent, color: palette.accent, opacity: 0.25 },
    })),
    visualMap: {
      show: false, dimension: axes.length, min: Math.min(...known, 0), max: Math.max(...known, 1e-9),
      ...(known.length > 0 ? { min: Math.min(...known), max: Math.max(...known) } : {}),
      inRange: { color: [palette['line-strong'], palette['series-6'], palette['series-1']] },
    },
    series: [{
      id: 'candidates', type: 'parallel', smooth: 0.15, progressive: 400, animation: false,
      data: places.map((place) => [...axes.map(({ value }) => value(place)), values[place] ?? Number.NaN]),
      lineStyle: { width: places.length > 500 ? 0.7 : 1.2, opacity: places.length > 500 ? 0.35 : 0.55 },
      inactiveOpacity: 0.03, activeOpacity: 0.9,
    }],
  };
  return option as unknown as ChartOption;
}

interface AxisModel {
  readonly activeIntervals?: readonly (readonly [number, number])[];
}

/** What is selected on each axis now; ECharts tells of one axis at a time, and keeps the others. */
function intervalsOf(chart: EChartsType, axes: readonly ParallelAxis[]): Intervals {
  const model = (chart as unknown as { getModel(): { getComponent(type: string, index: number): AxisModel | undefined } }).getModel();
  const entries = axes.flatMap(({ id }, index) => {
    const [interval] = model.getComponent('parallelAxis', index)?.activeIntervals ?? [];
    return interval === undefined ? [] : [[id, [interval[0], interval[1]] as const] as const];
  });
  return Object.fromEntries(entries);
}
