/** Best reward so far, over candidates or minutes, as an ECharts option. Pure. */
import type { CandidateSummary } from '@stride/contracts';
import { percent, reward } from '../format/numbers.js';
import { duration } from '../format/time.js';
import type { Improvement } from './best-so-far.js';
import type { ChartOption } from './chart-option.js';
import type { Palette } from './palette.js';
import { axisRange, dotStyle, textStyle, tooltip, tooltipHtml, valueAxis } from './style.js';

export type Abscissa = 'candidates' | 'time';

export interface BestOverTimeInput {
  readonly history: readonly Improvement[];
  readonly reference: CandidateSummary | null;
  readonly selectedId: string | null;
  readonly over: Abscissa;
  readonly palette: Palette;
}

export function bestOverTimeOption({ history, reference, selectedId, over, palette }: BestOverTimeInput): ChartOption {
  const x = (entry: Improvement) => (over === 'candidates' ? entry.count : entry.seconds / 60);
  const byId = new Map(history.map((entry) => [entry.candidate.id, entry]));
  const dot = dotStyle(history.length, 7);
  const baseline = reference?.reward ?? null;
  return {
    textStyle: textStyle(palette),
    grid: { left: 52, right: 16, top: 12, bottom: 40, containLabel: false },
    tooltip: { ...tooltip(palette), trigger: 'item', formatter: (params: unknown) => describe(entryOf(params, byId)) },
    xAxis: {
      ...valueAxis(palette, over === 'candidates' ? 'Candidates completed' : 'Time since the start (min)', 'x'),
      ...(over === 'candidates' ? { min: 1, max: Math.max(2, history.length), minInterval: 1 } : { min: 0 }),
    },
    yAxis: {
      ...valueAxis(palette, 'Reward', 'y'),
      ...axisRange(
        history.map(({ candidate }) => candidate.reward),
        0.1,
      ),
    },
    series: [
      {
        id: 'rewards',
        name: 'candidate',
        type: 'scatter',
        symbolSize: dot.size,
        z: 2,
        cursor: 'pointer',
        data: history.map((entry) => ({
          value: [x(entry), entry.candidate.reward],
          candidateId: entry.candidate.id,
          number: entry.candidate.number,
          ...(entry.candidate.id === selectedId
            ? {
                symbolSize: 12,
                itemStyle: { color: palette.accent, borderColor: palette.ink, borderWidth: 1.5, opacity: 1 },
              }
            : {}),
        })),
        itemStyle: { color: palette['line-strong'], opacity: dot.opacity },
        emphasis: { scale: 1.4, itemStyle: { opacity: 1 } },
      },
      {
        id: 'best',
        name: 'best so far',
        type: 'line',
        step: 'end',
        symbol: 'none',
        silent: true,
        animation: false,
        z: 1,
        data: history.map((entry) => [x(entry), entry.best]),
        lineStyle: { color: palette.accent, width: 2 },
        itemStyle: { color: palette.accent },
        ...(baseline === null
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                data: [{ yAxis: baseline }],
                lineStyle: { color: palette.ink, type: 'dashed', width: 1, opacity: 0.6 },
                label: {
                  position: 'insideEndTop',
                  formatter: `reference ${reward(baseline)}`,
                  color: palette.ink,
                  backgroundColor: palette.surface,
                  padding: [1, 4],
                  fontSize: 11,
                },
              },
            }),
      },
    ],
  };
}

function entryOf(params: unknown, byId: ReadonlyMap<string, Improvement>): Improvement | undefined {
  if (typeof params !== 'object' || params === null || !('data' in params)) return undefined;
  return byId.get((params.data as { readonly candidateId?: string }).candidateId ?? '');
}

function describe(entry: Improvement | undefined): string {
  if (entry === undefined) return '';
  return tooltipHtml(`Candidate ${entry.candidate.number}`, [
    ['reward', reward(entry.candidate.reward)],
    ['best so far', reward(entry.best)],
    ['accuracy', percent(entry.candidate.accuracy)],
    ['completed', `${entry.count}, after ${duration(entry.seconds)}`],
  ]);
}
