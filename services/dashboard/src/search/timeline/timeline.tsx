import { useMemo } from 'react';
import { stride } from '../../api/client.js';
import { useResource } from '../../api/use-resource.js';
import { Chart } from '../../charts/chart.js';
import { usePalette } from '../../charts/palette.js';
import { whole } from '../../format/numbers.js';
import { Problem } from '../../ui/problem.js';
import { useNow } from '../../ui/use-now.js';
import { useThrottled } from '../../ui/use-throttled.js';
import type { ViewProps } from '../search-page.js';
import { OUTCOMES, timelineData, timelineHeight, timelineOption, type Outcome } from './timeline-option.js';
import './timeline.css';

/** While candidates come and go the attempts are read again no more often than this. */
const RELOAD_MS = 3000;

/** Every attempt that a worker has begun, by worker: who did what when, and what went wrong. */
export function Timeline({ live, address, onSelect }: ViewProps) {
  const { search, revision, snapshots } = live;
  const settled = useThrottled(revision, RELOAD_MS);
  const loaded = useResource(`attempts ${search.id} ${settled} ${snapshots}`, (signal) => stride.searches.attempts(search.id, { signal }), { keep: true });
  const failuresOnly = address.params.get('only') === 'failures';
  const now = useNow(search.counts.running > 0, RELOAD_MS);
  const palette = usePalette();
  const attempts = loaded.state === 'ready' ? loaded.value : null;
  const data = useMemo(() => (attempts === null ? null : timelineData(attempts, failuresOnly, now)), [attempts, failuresOnly, now]);
  const option = useMemo(() => (attempts === null || data === null ? {} : timelineOption(attempts, data, palette)), [attempts, data, palette]);
  const counts = useMemo(() => countOutcomes(data?.outcomes ?? []), [data]);
  const workers = attempts?.workers.length ?? 0;
  return (
    <section className="card timeline" aria-labelledby="timeline-title">
      <header className="timeline-head">
        <h2 id="timeline-title">Attempts by worker</h2>
        <label className="timeline-only">
          <input type="checkbox" checked={failuresOnly} onChange={(event) => address.write({ only: event.target.checked ? 'failures' : null })} /> failures only
        </label>
      </header>
      {loaded.state === 'failed' && <Problem error={loaded.error} />}
      <ul className="timeline-legend">
        {(Object.keys(OUTCOMES) as Outcome[]).map((outcome) => (
          <li key={outcome}>
            <span style={{ background: palette[OUTCOMES[outcome].color], height: outcome === 'failed' ? 14 : 8 }} aria-hidden="true" />
            {whole(counts[outcome] ?? 0)} {OUTCOMES[outcome].name}
          </li>
        ))}
      </ul>
      <Chart
        option={option}
        label={`${data?.bars.length ?? 0} attempts of ${workers} workers over time, ${counts.failed ?? 0} of them failed. The log lists the failures.`}
        testId="timeline"
        height={timelineHeight(workers)}
        points={data?.bars.length ?? 0}
        empty={loaded.state === 'loading' ? 'Loading attempts…' : failuresOnly ? 'Nothing has failed.' : 'The first attempt appears when a worker begins it.'}
        onPoint={(_, index) => {
          const place = data?.bars[index]?.[3];
          const id = place === undefined ? undefined : attempts?.columns.candidateId[place];
          if (id !== undefined) onSelect(id);
        }}
      />
      <p className="timeline-hint muted">Hold Ctrl and turn the wheel to zoom in on a time, drag to move along it.</p>
    </section>
  );
}

function countOutcomes(outcomes: readonly Outcome[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
