import { useCallback, useEffect, useReducer, useState } from 'react';
import { stride, toError, type ApiError } from '../api/client.js';
import { filterQuery, passes, type SearchFilter } from '../searches/filter.js';
import { keepLoading } from './keep-loading.js';
import { EMPTY_SEARCHES_STATE, reduceSearches, type LiveSearches } from './reduce-searches.js';
import { openStream, type Connection } from './stream.js';

export interface LiveSearchesResult {
  readonly live: LiveSearches | null;
  readonly connection: Connection;
  readonly error: ApiError | null;
  loadOlder(): Promise<void>;
}

const PAGE_SIZE = 50;
const ALL: SearchFilter = { text: '', status: null };

/** Follows searches, those that pass the filter, and workers. */
export function useLiveSearches({ text, status }: SearchFilter = ALL): LiveSearchesResult {
  const [state, dispatch] = useReducer(reduceSearches, EMPTY_SEARCHES_STATE);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => {
    const filter = { text, status };
    const test = (search: Parameters<typeof passes>[0]) => passes(search, filter);
    let loading = new AbortController();
    async function load(signal: AbortSignal): Promise<void> {
      dispatch({ type: 'snapshot-requested' });
      const [page, workers] = await Promise.all([
        stride.searches.list({ limit: PAGE_SIZE, ...filterQuery(filter) }, { signal }),
        stride.workers.list({ signal }),
      ]);
      dispatch({ type: 'snapshot', page, workers, passes: test });
      setError(null);
    }
    const failed = (cause: unknown) => {
      setError(toError(cause));
      return 'go on' as const;
    };
    const close = openStream((options) => stride.events(options), {
      onEvents: (events) => dispatch({ type: 'events', events, passes: test }),
      onConnection: setConnection,
      onGap() {
        loading.abort();
        loading = new AbortController();
        void keepLoading(load, loading.signal, failed);
      },
    });
    return () => {
      loading.abort();
      close();
    };
  }, [text, status]);

  const cursor = state.live?.nextCursor ?? null;
  const loadOlder = useCallback(async () => {
    if (cursor === null) return;
    try {
      dispatch({ type: 'older-loaded', page: await stride.searches.list({ limit: PAGE_SIZE, cursor, ...filterQuery({ text, status }) }) });
    } catch (cause) {
      setError(toError(cause));
    }
  }, [cursor, text, status]);

  return { live: state.live, connection, error, loadOlder };
}
