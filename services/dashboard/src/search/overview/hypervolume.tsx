import type { SearchDetail } from '@stride/contracts';
import { useMemo, type ReactNode } from 'react';
import type { Abscissa } from '../../charts/best-axis.js';
import { Chart } from '../../charts/chart.js';
import { hypervolumeOption } from '../../charts/hypervolume-option.js';
import { usePalette } from '../../charts/palette.js';
import { emptyProgress } from './scatter-words.js';
import { useHypervolume } from './use-hypervolume.js';

interface HypervolumeProps {
  readonly search: Pick<SearchDetail, 'id' | 'startedAt' | 'counts' | 'status'>;
  readonly over: Abscissa;
  /** Stands in the head of the card. */
  readonly children?: ReactNode;
}

const NONE: readonly never[] = [];

export function Hypervolume({ search, over, children }: HypervolumeProps) {
  const palette = usePalette();
  const volume = useHypervolume(search.id, search.counts.completed);
  const known = volume.state === 'ready' ? volume.value : null;
  const overTime = known?.overTime ?? NONE;
  const option = useMemo(
    () => hypervolumeOption({ overTime, startedAt: search.startedAt, over, palette }),
    [overTime, search.startedAt, over, palette],
  );
  const label = `Hypervolume of the front of accuracy, step time and parameters, now ${known?.value.toFixed(4) ?? 'not known'}.`;
  return (
    <section className="card chart-card" aria-labelledby="hypervolume-title">
      <header className="chart-head">
        <h2 id="hypervolume-title">Hypervolume</h2>
        {children}
      </header>
      <p className="chart-note-line">
        {known === null
          ? 'How much of accuracy, speed and smallness the front covers.'
          : `How much the front covers down to ${known.reference.accuracy} % accuracy, ${known.reference.stepTimeRatio}× the reference's step time and ${known.reference.paramsRatio}× its parameters.`}
      </p>
      <Chart
        option={option}
        label={label}
        testId="hypervolume"
        height={190}
        points={overTime.length}
        empty={volume.state === 'failed' ? volume.error.message : emptyProgress(search)}
      />
    </section>
  );
}
