import type { SearchDetail } from '@stride/contracts';
import { objectiveWords } from '@stride/core';
import { Link } from 'wouter';
import { bigCount, compact, milliseconds, percent, whole } from '../format/numbers.js';
import { dateTime, duration } from '../format/time.js';
import { isFinished, type LiveSearch } from '../live/live-search.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { StatusBadge } from '../ui/status-badge.js';
import { useNow } from '../ui/use-now.js';
import { elapsedSeconds, finishedCount, remainingSeconds } from './progress.js';
import { SearchActions } from './search-actions.js';
import './search-header.css';
import { StartedFrom } from './warm-start.js';

interface SearchHeaderProps {
  readonly live: LiveSearch;
  /** Whether the page is being told of changes: else its clock stands still, as it cannot know. */
  readonly connected: boolean;
  candidateHref(candidateId: string): string;
}

export function SearchHeader({ live, connected, candidateHref }: SearchHeaderProps) {
  const { search, receivedAt } = live;
  const now = useNow(connected && search.status === 'running');
  const elapsed = elapsedSeconds(search, receivedAt, now);
  const remaining = search.status === 'running' ? remainingSeconds(search, elapsed) : null;
  const finished = finishedCount(search.counts);
  return (
    <header className="search-header">
      <div className="search-title">
        <div className="search-title-text">
          <h1>{search.name}</h1>
          <p className="search-facts">
            <StatusBadge status={search.status} />
            {search.simulated && <strong className="search-simulated">simulated: nothing was trained or timed</strong>}
            <Facts search={search} />
            <Reference search={search} candidateHref={candidateHref} />
            <StartedFrom warmStart={search.warmStart} />
          </p>
          {search.statusReason !== null && <p className="search-reason">{search.statusReason}</p>}
        </div>
        <SearchActions live={live} />
      </div>
      <div className="card search-figures">
        <div className="search-progress-figure">
          <p>
            <strong>{whole(finished)}</strong> of {whole(search.budget.candidates)} candidates
            {finished === 0 && search.reference !== null && !isFinished(search.reference) && (
              <span className="muted"> · measuring the reference</span>
            )}
            {search.counts.running > 0 && <span className="muted"> · {search.counts.running} running</span>}
            {search.counts.pruned > 0 && <span className="muted"> · {search.counts.pruned} pruned</span>}
            {search.counts.failed > 0 && <span className="search-failures"> · {search.counts.failed} failed</span>}
          </p>
          <ProgressBar counts={search.counts} budget={search.budget} label="Progress of the search" />
          <p className="muted search-time">
            <span>{duration(elapsed)} elapsed</span>
            {remaining !== null && <span>about {duration(remaining)} left</span>}
            {search.finishedAt !== null && <span>ended {dateTime(search.finishedAt)}</span>}
          </p>
        </div>
      </div>
    </header>
  );
}

/** What the space's reference measured: what all others are compared with. */
function Reference({
  search: { reference },
  candidateHref,
}: {
  readonly search: SearchDetail;
  candidateHref(candidateId: string): string;
}) {
  if (reference === null) return null;
  const figures =
    reference.stepTimeMs === null || reference.accuracy === null
      ? reference.status
      : `${percent(reference.accuracy)}, ${milliseconds(reference.stepTimeMs.median)} ms, ${compact(reference.params)} params`;
  return <Link href={candidateHref(reference.id)}>reference: {figures}</Link>;
}

function Facts({ search }: { readonly search: SearchDetail }) {
  const facts = [
    `${search.spaceName}, ${bigCount(search.spaceSize)} architectures`,
    search.dataset === search.spaceName ? null : search.dataset,
    `${search.strategy.name}, seed ${search.seed}`,
    search.scheduler.name === 'none' ? null : `pruned by ${search.scheduler.name}`,
    `${search.concurrency} at a time`,
    ...objectiveWords(search.objective),
  ];
  return facts.filter((fact) => fact !== null).map((fact) => <span key={fact}>{fact}</span>);
}
