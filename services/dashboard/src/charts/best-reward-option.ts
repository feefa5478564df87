/** Rewards as they came and the best so far, as an ECharts option. Pure. */
import { reward } from '../format/numbers.js';
import { progressAxis, timeScale, type Abscissa } from './best-axis.js';
import { improvements, type RewardHistory } from './best-history.js';
import type { ChartOption } from './chart-option.js';
import type { Palette } from './palette.js';
import { axisRange, textStyle, tooltip, valueAxis } from './style.js';

export interface BestRewardInput {
  readonly history: RewardHistory;
  /** The reference's reward. */
  readonly baseline: number | null;
  /** Places in the columns. */
  readonly leader: number | null;
  readonly selected: number | null;
  readonly over: Abscissa;
  readonly palette: Palette;
  /** What the point at an index of the history says of itself. */
  describe(at: number): string;
}

const MANY = 1500;

export function bestRewardOption({ history, baseline, leader, selected, over, palette, describe }: BestRewardInput): ChartOption {
  const { rewards, best, seconds, places } = history;
  const scale = timeScale(seconds.at(-1) ?? 0);
  const x = (at: number) => (over === 'candidates' ? at + 1 : (seconds[at] as number) / scale.unit);
  const dots = (indexes: readonly number[]) => Float64Array.from(indexes.flatMap((at) => [x(at), rewards[at] as number]));
  const one = (place: number | null) => places.flatMap((other, at) => (other === place ? [at] : []));
  const indexes: Readonly<Record<string, readonly number[]>> = { rewards: [...places.keys()], leader: one(leader), selected: one(selected) };
  const count = places.length;
  const point = { type: 'scatter' as const, animation: false, cursor: 'pointer' };
  const formatter = (params: unknown) => {
    const { seriesId, dataIndex } = params as { readonly seriesId?: string; readonly dataIndex?: number };
    const at = indexes[seriesId ?? '']?.[dataIndex ?? -1];
    return at === undefined ? '' : describe(at);
  };
  return {
    textStyle: textStyle(palette),
    grid: { left: 56, right: 16, top: 12, bottom: 42, containLabel: false },
    tooltip: { ...tooltip(palette), trigger: 'item', formatter },
    xAxis: progressAxis(palette, over, scale, count),
    yAxis: { ...valueAxis(palette, 'Reward', 'y'), nameGap: 40, ...(count < 200 ? axisRange([...rewards], 0.1) : {}) },
    series: [
      {
        ...point, id: 'rewards', name: 'candidate', z: 2, data: dots(indexes['rewards'] ?? []),
        symbolSize: count > 3000 ? 2.5 : count > 400 ? 4 : 6, itemStyle: { color: palette['line-strong'], opacity: count > 400 ? 0.4 : 0.65 },
        large: true, largeThreshold: MANY, progressive: 0,
      },
      {
        id: 'best', name: 'best so far', type: 'line', step: 'end', symbol: 'none', silent: true, animation: false, z: 3,
        data: improvements(history).map((at) => [x(at), best[at] as number]), lineStyle: { color: palette.accent, width: 2 }, itemStyle: { color: palette.accent },
        ...(baseline === null ? {} : { markLine: baselineMark(baseline, palette) }),
      },
      { ...point, id: 'selected', name: 'chosen', z: 4, silent: true, data: dots(indexes['selected'] ?? []), symbolSize: 20, itemStyle: { color: 'transparent', borderColor: palette.ink, borderWidth: 1.5 } },
      { ...point, id: 'leader', name: 'best', z: 5, data: dots(indexes['leader'] ?? []), symbolSize: 11, itemStyle: { color: palette.accent, borderColor: palette.ink, borderWidth: 1.5 } },
    ],
  };
}

function baselineMark(baseline: number, palette: Palette) {
  return {
    // ECharts would round to two digits.
    precision: 12, silent: true, symbol: 'none', animation: false, data: [{ yAxis: baseline }],
    lineStyle: { color: palette.ink, type: 'dashed' as const, width: 1, opacity: 0.6 },
    label: {
      position: 'insideEndTop' as const, formatter: `reference ${reward(baseline)}`, color: palette.ink,
      backgroundColor: palette.surface, padding: [1, 4], fontSize: 11, opacity: 1,
    },
  };
}
