import { Link, Route, Switch } from 'wouter';
import { SearchPage } from './search/search-page.js';
import { isTab } from './search/tabs.js';
import { NewSearchPage } from './searches/new/new-search-page.js';
import { SearchesPage } from './searches/searches-page.js';
import { AppHeader } from './ui/app-header.js';
import { Toasts } from './ui/toasts.js';
import { useFocusOnNavigation } from './ui/use-focus-on-navigation.js';
import { useTitle } from './ui/use-title.js';
import { WorkersPage } from './workers/workers-page.js';

/** One route for everything of a search, so that another tab or candidate keeps the page, its stream and its scroll. */
const SEARCH_PATH = /^\/searches\/(?<id>[^/]+)(?:\/candidates\/(?<candidateId>[^/]+)|\/(?<tab>[a-z]+))?\/?$/;

export function App() {
  useFocusOnNavigation();
  return (
    <Toasts>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Switch>
        <Route path="/">
          <SearchesPage />
        </Route>
        <Route path="/new">
          <NewSearchPage />
        </Route>
        <Route path="/workers">
          <WorkersPage />
        </Route>
        <Route path={SEARCH_PATH}>
          {({ id, candidateId, tab }: { id?: string; candidateId?: string; tab?: string }) =>
            id === undefined || (tab !== undefined && !isTab(tab)) ? (
              <NotFound />
            ) : (
              <SearchPage key={id} id={id} candidateId={candidateId ?? null} tab={tab ?? 'overview'} />
            )
          }
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Toasts>
  );
}

function NotFound() {
  useTitle('Not found · Stride');
  return (
    <>
      <AppHeader connection={null} />
      <main className="page" id="main">
        <h1>There is nothing at this address</h1>
        <p>
          <Link href="/">All searches</Link>
        </p>
      </main>
    </>
  );
}
