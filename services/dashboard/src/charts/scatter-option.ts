/** The scatter of accuracy (%) against step time (ms) as an ECharts option. Pure. */
import { compact, milliseconds, percent, reward } from '../format/numbers.js';
import type { MeasuredCandidate } from '../search/measured.js';
import type { CandidatePoint, ChartOption } from './chart-option.js';
import type { Palette } from './palette.js';
import { axisRange, dotStyle, textStyle, tooltip, tooltipHtml, valueAxis } from './style.js';

export interface ScatterInput {
  readonly candidates: readonly MeasuredCandidate[];
  /** Those of them on the Pareto front of the two axes, fastest first. */
  readonly front: readonly MeasuredCandidate[];
  readonly bestId: string | null;
  readonly selectedId: string | null;
  readonly palette: Palette;
}

export function scatterOption({ candidates, front, bestId, selectedId, palette }: ScatterInput): ChartOption {
  const times = candidates.map(({ stepTimeMs }) => stepTimeMs.median);
  const accuracies = candidates.map(({ accuracy }) => accuracy * 100);
  const best = candidates.filter(({ id }) => id === bestId);
  const bestIsRight = (best[0]?.stepTimeMs.median ?? 0) > (Math.min(...times) + Math.max(...times)) / 2;
  const onFront = new Set(front.map(({ id }) => id));
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const dot = dotStyle(candidates.length, 9);
  const proposals = candidates.filter(({ role, id }) => role === 'candidate' && id !== bestId);
  const reference = candidates.filter(({ role }) => role === 'reference');
  const selected = candidates.filter(({ id }) => id === selectedId);
  return {
    textStyle: textStyle(palette),
    grid: { left: 48, right: 16, top: 12, bottom: 40, containLabel: false },
    tooltip: {
      ...tooltip(palette),
      trigger: 'item',
      formatter: (params: unknown) => describe(byId.get(candidateIdOf(params) ?? ''), onFront),
    },
    xAxis: { ...valueAxis(palette, 'Training step time, median (ms)', 'x'), ...axisRange(times, 10) },
    yAxis: { ...valueAxis(palette, 'Validation accuracy (%)', 'y'), ...axisRange(accuracies, 5, 100) },
    series: [
      {
        id: 'front',
        name: 'Pareto front',
        type: 'line',
        step: 'end',
        showSymbol: false,
        silent: true,
        animation: false,
        z: 1,
        data: front.map((candidate) => [...point(candidate).value]),
        lineStyle: { color: palette.accent, width: 1.5, opacity: 0.75 },
        itemStyle: { color: palette.accent },
      },
      {
        id: 'candidates',
        name: 'candidates',
        type: 'scatter',
        symbolSize: dot.size,
        z: 2,
        cursor: 'pointer',
        data: proposals.map((candidate) => ({
          ...mutable(candidate),
          itemStyle: onFront.has(candidate.id)
            ? { color: palette.accent, opacity: 0.9 }
            : { color: palette['line-strong'], opacity: dot.opacity },
        })),
        itemStyle: { color: palette['line-strong'], opacity: dot.opacity },
        emphasis: { scale: 1.4, itemStyle: { opacity: 1 } },
      },
      {
        id: 'reference',
        name: 'reference',
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 13,
        z: 3,
        cursor: 'pointer',
        data: reference.map(mutable),
        itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 1.75 },
      },
      {
        id: 'best',
        name: 'best',
        type: 'scatter',
        symbolSize: 13,
        z: 4,
        cursor: 'pointer',
        data: best.map(mutable),
        itemStyle: { color: palette.accent, borderColor: palette.ink, borderWidth: 1.75 },
        label: {
          show: true,
          position: bestIsRight ? 'left' : 'right',
          distance: 4,
          color: palette.ink,
          backgroundColor: palette.surface,
          padding: [1, 3],
          borderRadius: 3,
          fontWeight: 600,
          formatter: `best: ${best[0]?.number ?? ''}`,
        },
      },
      {
        id: 'selected',
        name: 'selected',
        type: 'scatter',
        symbol: 'circle',
        symbolSize: 22,
        z: 1,
        silent: true,
        data: selected.map(mutable),
        itemStyle: { color: 'transparent', borderColor: palette.ink, borderWidth: 1.5 },
      },
    ],
  };
}

function point(candidate: MeasuredCandidate): CandidatePoint {
  return {
    value: [candidate.stepTimeMs.median, candidate.accuracy * 100],
    candidateId: candidate.id,
    number: candidate.number,
  };
}

/** ECharts types ask for arrays it may change; it does not. */
function mutable(candidate: MeasuredCandidate) {
  const { value, candidateId, number } = point(candidate);
  return { value: [...value], candidateId, number };
}

function candidateIdOf(params: unknown): string | null {
  if (typeof params !== 'object' || params === null || !('data' in params)) return null;
  return (params.data as Partial<CandidatePoint>).candidateId ?? null;
}

function describe(candidate: MeasuredCandidate | undefined, onFront: ReadonlySet<string>): string {
  if (candidate === undefined) return '';
  const { stepTimeMs: step } = candidate;
  const name = candidate.role === 'reference' ? 'Reference' : `Candidate ${candidate.number}`;
  return tooltipHtml(onFront.has(candidate.id) ? `${name}, on the front` : name, [
    ['reward', reward(candidate.reward)],
    ['accuracy', percent(candidate.accuracy)],
    ['step time', `${milliseconds(step.median)} ms`],
    ['p10 to p90', `${milliseconds(step.p10)} to ${milliseconds(step.p90)} ms`],
    ['parameters', compact(candidate.params)],
  ]);
}
