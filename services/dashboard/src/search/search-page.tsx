import { useCallback, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ApiError } from '../api/http.js';
import { CandidatePanel } from '../candidate/candidate-panel.js';
import type { LiveSearch } from '../live/reduce-search.js';
import { useLiveSearch } from '../live/use-live-search.js';
import { TrainingsCard } from '../training/trainings-card.js';
import { AppHeader } from '../ui/app-header.js';
import { Problem } from '../ui/problem.js';
import { useMedia } from '../ui/use-media.js';
import { useTitle } from '../ui/use-title.js';
import { CandidateTable } from './candidate-table.js';
import { finishedCount } from './progress.js';
import { SearchCharts } from './search-charts.js';
import { SearchHeader } from './search-header.js';
import './search-page.css';
import { useTableQuery } from './use-table-query.js';

interface SearchPageProps {
  readonly id: string;
  readonly candidateId: string | null;
}

/** One search; with a candidate in the address, that candidate beside it. */
export function SearchPage({ id, candidateId }: SearchPageProps) {
  const { live, connection, error } = useLiveSearch(id);
  useTitle(
    live === null
      ? 'Stride'
      : `${finishedCount(live.search.counts)}/${live.search.budget.candidates} ${live.search.name} · Stride`,
  );
  const missing = live === null && error !== null;
  return (
    <>
      <AppHeader connection={missing && error.code !== 'UNREACHABLE' ? null : connection} />
      {missing && (
        <main className="page search-missing">
          <h1>This search cannot be shown</h1>
          <Problem error={error} />
          <p>
            <Link href="/">All searches</Link>
          </p>
        </main>
      )}
      {live === null && error === null && (
        <main className="page">
          <p className="muted" aria-busy="true">
            Loading the search…
          </p>
        </main>
      )}
      {live !== null && (
        <SearchView id={id} live={live} connected={connection === 'live'} error={error} candidateId={candidateId} />
      )}
    </>
  );
}

interface SearchViewProps extends SearchPageProps {
  readonly live: LiveSearch;
  readonly connected: boolean;
  /** Why what is shown may be incomplete. */
  readonly error: ApiError | null;
}

function SearchView({ id, live, connected, error, candidateId }: SearchViewProps) {
  const [, navigate] = useLocation();
  const narrow = useMedia('(max-width: 1100px)');
  const [arrivedAt] = useState(candidateId);
  const searchHref = `/searches/${id}`;
  const table = useTableQuery(candidateId === null ? searchHref : `${searchHref}/candidates/${candidateId}`);
  const { suffix } = table;
  const candidateHref = useCallback((cid: string) => `${searchHref}/candidates/${cid}${suffix}`, [searchHref, suffix]);
  const select = useCallback((cid: string) => navigate(candidateHref(cid)), [navigate, candidateHref]);
  const close = useCallback(() => navigate(`${searchHref}${suffix}`), [navigate, searchHref, suffix]);
  const covered = narrow && candidateId !== null;
  return (
    <div className="page search-layout" data-open={candidateId !== null}>
      <main className="search-main" inert={covered}>
        <SearchHeader live={live} connected={connected} candidateHref={candidateHref} />
        {error !== null && <Problem error={error} />}
        <SearchCharts live={live} selectedId={candidateId} onSelect={select} />
        <TrainingsCard live={live} selectedId={candidateId} onSelect={select} candidateHref={candidateHref} />
        <CandidateTable
          live={live}
          selectedId={candidateId}
          query={table.query}
          onQuery={table.go}
          onPreviousPage={table.previousPage}
          onSelect={select}
          candidateHref={candidateHref}
        />
      </main>
      {candidateId !== null && (
        <CandidatePanel
          key={candidateId}
          id={candidateId}
          live={live}
          opened={candidateId !== arrivedAt}
          onClose={close}
        />
      )}
    </div>
  );
}
