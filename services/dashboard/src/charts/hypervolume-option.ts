/** The hypervolume as it grew, as an ECharts option. Pure. */
import type { Pareto } from '@stride/contracts';
import { duration } from '../format/time.js';
import { progressAxis, timeScale, type Abscissa } from './best-axis.js';
import type { ChartOption } from './chart-option.js';
import type { Palette } from './palette.js';
import { textStyle, tooltip, tooltipHtml, valueAxis } from './style.js';

export interface HypervolumeInput {
  readonly overTime: readonly Pareto['hypervolume']['overTime'][number][];
  readonly startedAt: string | null;
  readonly over: Abscissa;
  readonly palette: Palette;
}

export function hypervolumeOption({ overTime, startedAt, over, palette }: HypervolumeInput): ChartOption {
  const start = startedAt === null ? NaN : Date.parse(startedAt);
  const seconds = overTime.map(({ finishedAt }) => (Number.isNaN(start) ? 0 : Math.max(0, Date.parse(finishedAt) - start) / 1000));
  const scale = timeScale(seconds.at(-1) ?? 0);
  const data = overTime.map(({ finished, value }, at) => [over === 'candidates' ? finished : (seconds[at] as number) / scale.unit, value]);
  const formatter = (params: unknown) => {
    const [first] = params as readonly { readonly dataIndex?: number }[];
    const at = first?.dataIndex ?? -1;
    const step = overTime[at];
    return step === undefined ? '' : tooltipHtml(`Hypervolume ${step.value.toFixed(4)}`, [
      ['candidate', String(step.number)], ['with a result', String(step.finished)], ['after', duration(seconds[at])],
    ]);
  };
  return {
    textStyle: textStyle(palette),
    grid: { left: 56, right: 16, top: 12, bottom: 42, containLabel: false },
    tooltip: { ...tooltip(palette), trigger: 'axis', axisPointer: { type: 'line', snap: true, lineStyle: { color: palette['line-strong'] } }, formatter },
    xAxis: progressAxis(palette, over, scale, overTime.at(-1)?.finished ?? 0),
    yAxis: { ...valueAxis(palette, 'Hypervolume', 'y'), nameGap: 40 },
    series: [{
      id: 'hypervolume', name: 'hypervolume', type: 'line', step: 'end', data, animation: false, symbolSize: 6, symbol: 'circle',
      showSymbol: overTime.length < 40, lineStyle: { color: palette.accent, width: 2 }, itemStyle: { color: palette.accent },
    }],
  };
}
