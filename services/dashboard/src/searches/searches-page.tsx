import { useCallback, useMemo } from 'react';
import { Link } from 'wouter';
import { useLiveSearches } from '../live/use-live-searches.js';
import { AppHeader } from '../ui/app-header.js';
import { Problem } from '../ui/problem.js';
import { useAddress } from '../ui/use-address.js';
import { useNow } from '../ui/use-now.js';
import { useTitle } from '../ui/use-title.js';
import { WorkerStrip } from '../workers/worker-strip.js';
import { readFilter } from './filter.js';
import { FirstSearch } from './first-search.js';
import { SearchFilterBar } from './search-filter.js';
import { SearchTable } from './search-table.js';
import './searches-page.css';

/** Searches, newest first, and the workers that are there. */
export function SearchesPage() {
  const { params, write } = useAddress();
  const filter = useMemo(() => readFilter(params), [params]);
  const isFiltered = filter.text.trim() !== '' || filter.status !== null;
  const { live, connection, error, loadOlder } = useLiveSearches(filter);
  const now = useNow(true, 10_000);
  const onFilter = useCallback((name: 'q' | 'status', value: string) => write({ [name]: value }), [write]);
  useTitle('Searches · Stride');
  const isEmpty = live !== null && live.searches.length === 0;
  return (
    <>
      <AppHeader connection={connection} />
      <main className="page searches-page" id="main">
        <div className="searches-head">
          <h1>Searches</h1>
          {(isFiltered || !isEmpty) && <SearchFilterBar filter={filter} onChange={onFilter} />}
          <Link href="/new" className="button button-primary">
            New search
          </Link>
        </div>
        {error !== null && <Problem error={error} />}
        {live === null && error === null && (
          <p className="muted" aria-busy="true">
            Loading searches…
          </p>
        )}
        {live !== null && (
          <>
            <WorkerStrip workers={live.workers} now={now} />
            {!isEmpty && <SearchTable searches={live.searches} now={now} />}
            {isEmpty && (isFiltered ? <p className="muted">No search is like that.</p> : <FirstSearch />)}
            {live.nextCursor !== null && (
              <button type="button" className="button searches-older" onClick={() => void loadOlder()}>
                Older searches
              </button>
            )}
          </>
        )}
      </main>
    </>
  );
}
