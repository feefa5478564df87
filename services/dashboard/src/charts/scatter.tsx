import { useMemo } from 'react';
import { milliseconds, percent } from '../format/numbers.js';
import type { MeasuredCandidate } from '../search/measured.js';
import { Chart } from './chart.js';
import { ChartLegend } from './chart-legend.js';
import { timeAccuracyFront } from './front.js';
import { usePalette } from './palette.js';
import { scatterOption } from './scatter-option.js';

interface ScatterProps {
  readonly candidates: readonly MeasuredCandidate[];
  readonly bestId: string | null;
  readonly selectedId: string | null;
  onSelect(candidateId: string): void;
}

const LEGEND = [['candidate', 'candidate'], ['front', 'Pareto front'], ['best', 'best'], ['reference', 'reference']] as const;

export function Scatter({ candidates, bestId, selectedId, onSelect }: ScatterProps) {
  const palette = usePalette();
  const front = useMemo(() => timeAccuracyFront(candidates), [candidates]);
  const option = useMemo(() => scatterOption({ candidates, front, bestId, selectedId, palette }), [candidates, front, bestId, selectedId, palette]);
  const ends = [front[0], front.at(-1)].flatMap((candidate) => (candidate === undefined ? [] : [`${percent(candidate.accuracy)} at ${milliseconds(candidate.stepTimeMs.median)} ms`]));
  const label = `Validation accuracy against training step time of ${candidates.length} candidates. The Pareto front has ${front.length}, from ${ends.join(' to ')}. The table below lists them.`;
  return (
    <>
      <ChartLegend items={LEGEND} />
      <Chart option={option} label={label} testId="scatter" height={280} points={candidates.length} empty="Points appear as candidates complete." onSelect={onSelect} />
    </>
  );
}
