import type { CandidateSummary } from '@stride/contracts';
import { useMemo, useState } from 'react';
import { reward } from '../format/numbers.js';
import type { MeasuredCandidate } from '../search/measured.js';
import { bestOverTimeOption, type Abscissa } from './best-over-time-option.js';
import { bestSoFar } from './best-so-far.js';
import { Chart } from './chart.js';
import { ChartLegend } from './chart-legend.js';
import { usePalette } from './palette.js';

interface BestOverTimeProps {
  /** In the order they finished. */
  readonly candidates: readonly MeasuredCandidate[];
  readonly reference: CandidateSummary | null;
  readonly startedAt: string | null;
  readonly selectedId: string | null;
  onSelect(candidateId: string): void;
}

const LEGEND = [
  ['accent-line', 'best so far'],
  ['candidate', 'candidate'],
  ['baseline', 'reference'],
] as const;

export function BestOverTime({ candidates, reference, startedAt, selectedId, onSelect }: BestOverTimeProps) {
  const palette = usePalette();
  const [over, setOver] = useState<Abscissa>('candidates');
  const history = useMemo(() => bestSoFar(candidates, startedAt), [candidates, startedAt]);
  const option = useMemo(
    () => bestOverTimeOption({ history, reference, selectedId, over, palette }),
    [history, reference, selectedId, over, palette],
  );
  const label =
    `Best reward so far over ${history.length} completed candidates, now ${reward(history.at(-1)?.best)}; ` +
    `the reference has ${reward(reference?.reward)}.`;
  return (
    <section className="card chart-card" aria-labelledby="best-title">
      <header className="chart-head">
        <h2 id="best-title">Best reward</h2>
        <div className="segmented" role="group" aria-label="Horizontal axis">
          <button type="button" aria-pressed={over === 'candidates'} onClick={() => setOver('candidates')}>
            by candidate
          </button>
          <button type="button" aria-pressed={over === 'time'} onClick={() => setOver('time')}>
            by time
          </button>
        </div>
      </header>
      <ChartLegend items={LEGEND} />
      <Chart
        option={option}
        label={label}
        testId="best-over-time"
        height={280}
        points={history.length}
        empty="The line starts with the first completed candidate."
        onSelect={onSelect}
      />
    </section>
  );
}
