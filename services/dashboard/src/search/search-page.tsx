import { useCallback, useMemo, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { CandidatePanel } from '../candidate/candidate-panel.js';
import type { LiveSearch } from '../live/reduce-search.js';
import { useLiveSearch } from '../live/use-live-search.js';
import { AppHeader } from '../ui/app-header.js';
import { Problem } from '../ui/problem.js';
import { useMedia } from '../ui/use-media.js';
import { useTitle } from '../ui/use-title.js';
import { CandidateTable } from './candidate-table.js';
import { finishedCount } from './progress.js';
import { SearchCharts } from './search-charts.js';
import { SearchHeader } from './search-header.js';
import './search-page.css';
import { readQuery, writeQuery, type TableQuery } from './table-query.js';

interface SearchPageProps {
  readonly id: string;
  readonly candidateId: string | null;
}

/** One search; with a candidate in the address, that candidate beside it. */
export function SearchPage({ id, candidateId }: SearchPageProps) {
  const { live, connection, error } = useLiveSearch(id);
  useTitle(live === null ? 'Stride' : `${finishedCount(live.search.counts)}/${live.search.budget.candidates} ${live.search.name} · Stride`);
  const missing = live === null && error !== null;
  return (
    <>
      <AppHeader connection={missing && error.code !== 'UNREACHABLE' ? null : connection} />
      {missing && <main className="page search-missing"><h1>This search cannot be shown</h1><Problem error={error} /><p><Link href="/">All searches</Link></p></main>}
      {live === null && error === null && <main className="page"><p className="muted" aria-busy="true">Loading the search…</p></main>}
      {live !== null && <SearchView live={live} candidateId={candidateId} />}
    </>
  );
}

function SearchView({ live, candidateId }: { readonly live: LiveSearch; readonly candidateId: string | null }) {
  const { search } = live;
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const narrow = useMedia('(max-width: 1100px)');
  const queryText = params.toString();
  const query = useMemo(() => readQuery(new URLSearchParams(queryText)), [queryText]);
  const [arrivedAt] = useState(candidateId);
  const [trail, setTrail] = useState<readonly (string | null)[]>([]);
  const suffix = queryText === '' ? '' : `?${queryText}`;
  const searchHref = `/searches/${search.id}`;

  const candidateHref = useCallback((cid: string) => `${searchHref}/candidates/${cid}${suffix}`, [searchHref, suffix]);
  const select = useCallback((cid: string) => navigate(candidateHref(cid)), [navigate, candidateHref]);
  const close = useCallback(() => navigate(`${searchHref}${suffix}`), [navigate, searchHref, suffix]);

  const go = (next: TableQuery) => {
    const text = writeQuery(next).toString();
    navigate(`${candidateId === null ? searchHref : `${searchHref}/candidates/${candidateId}`}${text === '' ? '' : `?${text}`}`, { replace: next.page === query.page });
  };
  const change = (next: TableQuery) => {
    setTrail(next.page > query.page ? [...trail, query.cursor] : []);
    go(next);
  };
  const previous = () => {
    // Opened in the middle (a shared address), the way back is to the first page.
    const known = trail.length > 0;
    const cursor = trail.at(-1) ?? null;
    setTrail(trail.slice(0, -1));
    go({ ...query, cursor, page: known ? query.page - 1 : 0 });
  };

  const covered = narrow && candidateId !== null;
  return (
    <div className="page search-layout" data-open={candidateId !== null}>
      <main className="search-main" inert={covered}>
        <SearchHeader live={live} candidateHref={candidateHref} />
        <SearchCharts live={live} selectedId={candidateId} onSelect={select} />
        <CandidateTable live={live} selectedId={candidateId}
          query={query} onQuery={change} onPreviousPage={previous} onSelect={select} candidateHref={candidateHref} />
      </main>
      {candidateId !== null && <CandidatePanel key={candidateId} id={candidateId} live={live} opened={candidateId !== arrivedAt} onClose={close} />}
    </div>
  );
}
