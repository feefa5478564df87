/** Attempts by worker over time as an ECharts option. Pure. */
import type { SearchAttempts } from '@stride/client';
import type { ChartOption } from '../../charts/chart-option.js';
import type { Palette } from '../../charts/palette.js';
import { textStyle, tooltip, tooltipHtml } from '../../charts/style.js';
import { dateTime, duration } from '../../format/time.js';

/** What became of an attempt, as the timeline tells it. */
export const OUTCOMES = {
  completed: { name: 'completed', color: 'series-1' },
  running: { name: 'running', color: 'series-3' },
  training: { name: 'full training', color: 'series-7' },
  cancelled: { name: 'given back or cancelled', color: 'series-8' },
  failed: { name: 'failed', color: 'series-2' },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly color: keyof Palette }>>;
export type Outcome = keyof typeof OUTCOMES;

export interface TimelineData {
  /** The worker's row, when it began and ended (ms since 1970), and the place of the attempt in the columns. */
  readonly bars: readonly (readonly [row: number, from: number, to: number, place: number])[];
  readonly outcomes: readonly Outcome[];
}

export function timelineData({ columns }: SearchAttempts, failuresOnly: boolean, now: number): TimelineData {
  const bars: [number, number, number, number][] = [];
  const outcomes: Outcome[] = [];
  columns.startedAt.forEach((from, place) => {
    const worker = columns.worker[place];
    const outcome = outcomeOf(columns, place);
    if (worker === null || worker === undefined || (failuresOnly && outcome !== 'failed')) return;
    bars.push([worker, from, columns.endedAt[place] ?? now, place]);
    outcomes.push(outcome);
  });
  return { bars, outcomes };
}

function outcomeOf({ status, trainingId }: SearchAttempts['columns'], place: number): Outcome {
  const known = status[place];
  if (known === 'failed' || known === 'cancelled') return known;
  if (trainingId[place] !== null) return 'training';
  return known === 'completed' ? 'completed' : 'running';
}

const ROW_HEIGHT = 26;
const AROUND = 70;

export function timelineHeight(workers: number): number {
  return AROUND + Math.max(2, workers) * ROW_HEIGHT;
}

interface RenderApi {
  value(dimension: number): number;
  coord(point: readonly [number, number]): readonly [number, number];
}

export function timelineOption(attempts: SearchAttempts, { bars, outcomes }: TimelineData, palette: Palette): ChartOption {
  const text = { color: palette.muted, fontSize: 11 };
  return {
    textStyle: textStyle(palette),
    grid: { left: 120, right: 18, top: 8, bottom: 50 },
    tooltip: { ...tooltip(palette), trigger: 'item', formatter: (params: unknown) => describe(attempts, bars, params) },
    xAxis: {
      type: 'time', name: 'Time', nameLocation: 'middle', nameGap: 26, nameTextStyle: text, axisLabel: { ...text, hideOverlap: true },
      axisLine: { lineStyle: { color: palette['line-strong'] } }, splitLine: { show: true, lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'category', data: attempts.workers.map(short), inverse: true, axisLabel: { ...text, width: 108, overflow: 'truncate' },
      axisTick: { show: false }, axisLine: { lineStyle: { color: palette['line-strong'] } },
    },
    dataZoom: [{ type: 'inside', filterMode: 'weakFilter', zoomOnMouseWheel: 'ctrl' }],
    series: [{
      id: 'attempts', type: 'custom', data: bars as unknown as number[][], encode: { x: [1, 2], y: 0 }, animation: false, progressive: 2000,
      renderItem: (params: { readonly dataIndex: number; readonly coordSys: unknown }, api: unknown) =>
        barOf(params, api as RenderApi, outcomes[params.dataIndex] ?? 'completed', palette),
    } as never],
  };
}

/** Failed ones differ in height, too: nobody has to see their color. */
function barOf({ coordSys }: { readonly coordSys: unknown }, api: RenderApi, outcome: Outcome, palette: Palette) {
  const area = coordSys as { readonly x: number; readonly width: number };
  const [from, y] = api.coord([api.value(1), api.value(0)]);
  const [to] = api.coord([api.value(2), api.value(0)]);
  const left = Math.max(area.x, from);
  const width = Math.max(1.5, Math.min(area.x + area.width, to) - left - 0.5);
  const height = outcome === 'failed' ? ROW_HEIGHT - 6 : ROW_HEIGHT - 12;
  return {
    type: 'rect', shape: { x: left, y: y - height / 2, width, height, r: 1 },
    style: { fill: palette[OUTCOMES[outcome].color], opacity: outcome === 'running' ? 0.75 : 1 },
  };
}

function describe({ workers, columns }: SearchAttempts, bars: TimelineData['bars'], params: unknown): string {
  const place = bars[(params as { readonly dataIndex?: number }).dataIndex ?? -1]?.[3];
  if (place === undefined) return '';
  const from = columns.startedAt[place] as number;
  const to = columns.endedAt[place];
  const number = columns.number[place];
  const what = columns.trainingId[place] === null ? '' : ', full training';
  const reason = columns.failureReason[place];
  return tooltipHtml(`${number === 0 ? 'Reference' : `Candidate ${number}`}${what}`, [
    ['attempt', String(columns.attempt[place])],
    ['worker', workers[columns.worker[place] ?? -1] ?? ''],
    ['outcome', `${columns.status[place]}${reason == null ? '' : `, ${reason}`}`],
    ['began', dateTime(new Date(from).toISOString())],
    ['took', to == null ? 'still running' : duration((to - from) / 1000)],
  ]);
}

/** A name's beginning and end: workers of one host differ at the end. */
function short(name: string): string {
  return name.length <= 18 ? name : `${name.slice(0, 8)}…${name.slice(-8)}`;
}
