import type { WorkerActivities } from '@stride/client';
import { useMemo } from 'react';
import { Chart } from '../charts/chart.js';
import type { ChartOption } from '../charts/chart-option.js';
import { usePalette, type Palette } from '../charts/palette.js';
import { seriesColor } from '../charts/series.js';
import { textStyle, tooltip, tooltipHtml, valueAxis } from '../charts/style.js';
import { dateTime } from '../format/time.js';

/** Beyond so many points a line is enough. */
const MANY = 60;

/** Symbols differ as well as colors. */
const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond'] as const;

/** The calibration network is always the same: where its step time moves, the device or the machine has changed its pace. */
export function CalibrationChart({ activities }: { readonly activities: WorkerActivities }) {
  const palette = usePalette();
  const workers = activities.items.filter(({ calibrations }) => calibrations.length > 0);
  const option = useMemo(() => calibrationOption(activities, palette), [activities, palette]);
  return (
    <section className="card calibration" aria-labelledby="calibration-title">
      <h2 id="calibration-title">Step time of the calibration network</h2>
      <p className="muted">Always the same network, timed beside every candidate: where a line moves, the device has changed its pace.</p>
      <Chart
        option={option}
        label={`Step time of the calibration network of ${workers.length} workers over time, in ms.`}
        testId="calibrations"
        height={240}
        points={workers.reduce((sum, { calibrations }) => sum + calibrations.length, 0)}
        empty="No candidate has been timed in this time."
      />
      <ul className="calibration-legend">
        {workers.map(({ workerId }, place) => (
          <li key={workerId}>
            <span style={{ background: palette[seriesColor(place)] }} aria-hidden="true" /> {workerId}
          </li>
        ))}
      </ul>
    </section>
  );
}

function calibrationOption({ from, to, items }: WorkerActivities, palette: Palette): ChartOption {
  const text = { color: palette.muted, fontSize: 11 };
  const workers = items.filter(({ calibrations }) => calibrations.length > 0);
  return {
    textStyle: textStyle(palette),
    grid: { left: 56, right: 18, top: 14, bottom: 36 },
    tooltip: {
      ...tooltip(palette), trigger: 'item',
      formatter: (params: unknown) => {
        const { seriesName = '', value } = params as { readonly seriesName?: string; readonly value?: readonly [string, number] };
        return value === undefined ? '' : tooltipHtml(seriesName, [['at', dateTime(value[0])], ['step time', `${value[1].toFixed(2)} ms`]]);
      },
    },
    xAxis: { type: 'time', min: from as never, max: to as never, axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: palette['line-strong'] } } },
    yAxis: valueAxis(palette, 'Step time (ms)', 'y'),
    series: workers.map(({ workerId, calibrations }, place) => {
      const color = palette[seriesColor(place)];
      return {
        id: workerId, name: workerId, type: 'line' as const, data: calibrations.map(({ at, ms }) => [at, ms]),
        symbol: SYMBOLS[place % SYMBOLS.length] as string, symbolSize: 5, showSymbol: calibrations.length <= MANY, lineStyle: { color, width: 1.25 }, itemStyle: { color }, animation: false,
      };
    }),
  };
}
