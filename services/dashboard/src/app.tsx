import { Link, Route, Switch } from 'wouter';
import { SearchPage } from './search/search-page.js';
import { SearchesPage } from './searches/searches-page.js';
import { Toasts } from './ui/toasts.js';
import { useTitle } from './ui/use-title.js';

/** One route for a search and for a candidate of it, so that choosing one keeps the page, its stream and its scroll. */
const SEARCH_PATH = /^\/searches\/(?<id>[^/]+)(?:\/candidates\/(?<candidateId>[^/]+))?\/?$/;

export function App() {
  return (
    <Toasts>
      <Switch>
        <Route path="/">
          <SearchesPage creating={false} />
        </Route>
        <Route path="/new">
          <SearchesPage creating />
        </Route>
        <Route path={SEARCH_PATH}>
          {({ id, candidateId }: { id?: string; candidateId?: string }) =>
            id === undefined ? <NotFound /> : <SearchPage key={id} id={id} candidateId={candidateId ?? null} />
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
    <main style={{ padding: 32 }}>
      <h1>There is nothing at this address</h1>
      <p>
        <Link href="/">All searches</Link>
      </p>
    </main>
  );
}
