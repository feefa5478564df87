import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { useLiveSearches } from '../live/use-live-searches.js';
import { AppHeader } from '../ui/app-header.js';
import { Problem } from '../ui/problem.js';
import { useNow } from '../ui/use-now.js';
import { useTitle } from '../ui/use-title.js';
import { WorkerStrip } from '../workers/worker-strip.js';
import { FirstSearch } from './first-search.js';
import { SearchTable } from './search-table.js';
import './searches-page.css';

const NewSearch = lazy(async () => ({ default: (await import('./new-search.js')).NewSearch }));

/** All searches, newest first, and the workers that are there. */
export function SearchesPage({ creating }: { readonly creating: boolean }) {
  const { live, connection, error, loadOlder } = useLiveSearches();
  const [, navigate] = useLocation();
  const now = useNow(true, 10_000);
  useTitle('Searches · Stride');
  return (
    <>
      <AppHeader connection={connection} />
      <main className="page searches-page">
        <div className="searches-head">
          <h1>Searches</h1>
          <button type="button" className="button button-primary" onClick={() => navigate('/new')}>
            New search
          </button>
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
            {live.searches.length === 0 ? <FirstSearch /> : <SearchTable searches={live.searches} now={now} />}
            {live.nextCursor !== null && (
              <button type="button" className="button searches-older" onClick={() => void loadOlder()}>
                Older searches
              </button>
            )}
          </>
        )}
      </main>
      {creating && (
        <Suspense fallback={null}>
          <NewSearch onClose={() => navigate('/')} onCreated={(id) => navigate(`/searches/${id}`, { replace: true })} />
        </Suspense>
      )}
    </>
  );
}
