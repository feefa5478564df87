import { useCallback, useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { isUnreachable, type ApiError } from '../api/client.js';
import { CandidatePanel } from '../candidate/candidate-panel.js';
import { loadECharts } from '../charts/load-echarts.js';
import type { LiveSearch } from '../live/live-search.js';
import { useLiveSearch } from '../live/use-live-search.js';
import { AppHeader } from '../ui/app-header.js';
import { ErrorBoundary } from '../ui/error-boundary.js';
import { clearUsable } from '../ui/marks.js';
import { Problem } from '../ui/problem.js';
import { suffixOf, useAddress, type Address } from '../ui/use-address.js';
import { useMedia } from '../ui/use-media.js';
import { useTitle } from '../ui/use-title.js';
import { Compare } from './compare/compare.js';
import { Curves } from './curves/curves.js';
import { Decisions } from './decisions/decisions.js';
import { Log } from './log/log.js';
import { Overview } from './overview/overview.js';
import { finishedCount } from './progress.js';
import { SearchHeader } from './search-header.js';
import './search-page.css';
import { SearchTabs } from './search-tabs.js';
import { TAB_NAMES, tabPath, type Tab } from './tabs.js';
import { Timeline } from './timeline/timeline.js';

interface SearchPageProps {
  readonly id: string;
  readonly candidateId: string | null;
  readonly tab: Tab;
}

/** What every view of a search is given. */
export interface ViewProps {
  readonly live: LiveSearch;
  readonly address: Address;
  readonly selectedId: string | null;
  onSelect(candidateId: string): void;
  candidateHref(candidateId: string): string;
}

/** One search, in one of its views; with a candidate in the address, that candidate beside it. */
export function SearchPage({ id, candidateId, tab }: SearchPageProps) {
  useEffect(() => void loadECharts().catch(() => {}), []);
  const { live, connection, error } = useLiveSearch(id);
  useLayoutEffect(clearUsable, [id]);
  const view = tab === 'overview' ? '' : `${TAB_NAMES[tab]} · `;
  useTitle(
    live === null
      ? 'Stride'
      : `${view}${finishedCount(live.search.counts)}/${live.search.budget.candidates} ${live.search.name} · Stride`,
  );
  const missing = live === null && error !== null;
  return (
    <>
      <AppHeader connection={missing && !isUnreachable(error) ? null : connection} />
      {missing && (
        <main className="page search-missing" id="main">
          <h1>This search cannot be shown{isUnreachable(error) && ' yet'}</h1>
          <Problem error={error} />
          {isUnreachable(error) && <p className="muted">The page goes on asking, and shows it as soon as there is an answer.</p>}
          <p>
            <Link href="/">All searches</Link>
          </p>
        </main>
      )}
      {live === null && error === null && (
        <main className="page" id="main">
          <p className="muted" aria-busy="true">
            Loading the search…
          </p>
        </main>
      )}
      {live !== null && (
        <SearchView id={id} tab={tab} live={live} connected={connection === 'live'} error={error} candidateId={candidateId} />
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

function SearchView({ id, tab, live, connected, error, candidateId }: SearchViewProps) {
  const [, navigate] = useLocation();
  const narrow = useMedia('(max-width: 1100px)');
  const [arrivedAt] = useState(candidateId);
  const address = useAddress();
  const suffix = suffixOf(address.params);
  const candidateHref = useCallback((cid: string) => `/searches/${id}/candidates/${cid}${suffix}`, [id, suffix]);
  const select = useCallback((cid: string) => navigate(candidateHref(cid)), [navigate, candidateHref]);
  const close = useCallback(() => navigate(`${tabPath(id, tab)}${suffix}`), [navigate, id, tab, suffix]);
  const covered = narrow && candidateId !== null;
  const view: ViewProps = { live, address, selectedId: candidateId, onSelect: select, candidateHref };
  return (
    <div className="page search-layout" data-open={candidateId !== null}>
      <main className="search-main" id="main" inert={covered}>
        <SearchHeader live={live} connected={connected} candidateHref={candidateHref} />
        {error !== null && <Problem error={error} />}
        <SearchTabs searchId={id} tab={tab} suffix={suffix} />
        <ErrorBoundary key={tab} of={`The view “${TAB_NAMES[tab]}”`}>
          {VIEWS[tab](view)}
        </ErrorBoundary>
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

const VIEWS: Readonly<Record<Tab, (view: ViewProps) => ReactNode>> = {
  overview: (view) => <Overview {...view} />,
  decisions: (view) => <Decisions {...view} />,
  curves: (view) => <Curves {...view} />,
  timeline: (view) => <Timeline {...view} />,
  log: (view) => <Log {...view} />,
  compare: (view) => <Compare {...view} />,
};
