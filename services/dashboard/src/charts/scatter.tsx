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

const LEGEND = [
  ['candidate', 'candidate'],
  ['front', 'Pareto front'],
  ['best', 'best'],
  ['reference', 'reference'],
] as const;

export function Scatter({ candidates, bestId, selectedId, onSelect }: ScatterProps) {
  const palette = usePalette();
  const front = useMemo(() => timeAccuracyFront(candidates), [candidates]);
  const option = useMemo(
    () => scatterOption({ candidates, front, bestId, selectedId, palette }),
    [candidates, front, bestId, selectedId, palette],
  );
  return (
    <>
      <ChartLegend items={LEGEND} />
      <Chart
        option={option}
        label={describe(candidates.length, front)}
        testId="scatter"
        height={280}
        points={candidates.length}
        empty="Points appear as candidates complete."
        onSelect={onSelect}
      />
    </>
  );
}

function describe(count: number, front: readonly MeasuredCandidate[]): string {
  const what = `Validation accuracy against training step time of ${count} candidates, which the table below lists.`;
  const [fastest, best] = [front[0], front.at(-1)];
  if (fastest === undefined || best === undefined) return what;
  return `${what} The Pareto front of ${front.length} reaches from ${place(fastest)} to ${place(best)}.`;
}

function place({ accuracy, stepTimeMs }: MeasuredCandidate): string {
  return `${percent(accuracy)} at ${milliseconds(stepTimeMs.median)} ms`;
}
