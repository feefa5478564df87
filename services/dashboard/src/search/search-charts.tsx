import { useMemo, useState } from 'react';
import { BestOverTime } from '../charts/best-over-time.js';
import { Scatter } from '../charts/scatter.js';
import type { LiveSearch } from '../live/reduce-search.js';
import './search-charts.css';
import { deviceClasses, measuredCandidates } from './measured.js';

interface SearchChartsProps {
  readonly live: LiveSearch;
  readonly selectedId: string | null;
  onSelect(candidateId: string): void;
}

export function SearchCharts({ live, selectedId, onSelect }: SearchChartsProps) {
  const { search, completed } = live;
  const measured = useMemo(() => measuredCandidates(completed.values()), [completed]);
  const classes = useMemo(() => deviceClasses(measured), [measured]);
  const [chosenClass, setChosenClass] = useState<string | null>(null);
  const deviceClass = chosenClass !== null && classes.includes(chosenClass) ? chosenClass : (classes[0] ?? null);
  // Step times of different device classes are never put on one axis.
  const comparable = useMemo(
    () => measured.filter((candidate) => candidate.deviceClass === deviceClass),
    [measured, deviceClass],
  );
  return (
    <div className="search-charts">
      <section className="card chart-card" aria-labelledby="scatter-title">
        <header className="chart-head">
          <h2 id="scatter-title">Accuracy against step time</h2>
          {classes.length > 1 && (
            <select
              className="select select-small chart-device"
              aria-label="Device class"
              value={deviceClass ?? ''}
              onChange={(event) => setChosenClass(event.target.value)}
            >
              {classes.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </header>
        <Scatter candidates={comparable} bestId={search.bestCandidateId} selectedId={selectedId} onSelect={onSelect} />
      </section>
      <BestOverTime
        candidates={measured}
        reference={search.reference}
        startedAt={search.startedAt}
        selectedId={selectedId}
        onSelect={onSelect}
      />
    </div>
  );
}
