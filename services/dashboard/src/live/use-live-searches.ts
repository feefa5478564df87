import { useCallback, useEffect, useReducer, useState } from 'react';
import { listWorkers } from '../api/catalogue.js';
import { toError, type ApiError } from '../api/http.js';
import { ALL_EVENTS_PATH, listSearches } from '../api/searches.js';
import { EMPTY_SEARCHES_STATE, reduceSearches, type LiveSearches } from './reduce-searches.js';
import { openStream, type Connection } from './stream.js';

export interface LiveSearchesResult {
  readonly live: LiveSearches | null;
  readonly connection: Connection;
  readonly error: ApiError | null;
  loadOlder(): Promise<void>;
}

/** Follows all searches and workers. */
export function useLiveSearches(): LiveSearchesResult {
  const [state, dispatch] = useReducer(reduceSearches, EMPTY_SEARCHES_STATE);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => {
    let loading = new AbortController();
    async function load(signal: AbortSignal): Promise<void> {
      dispatch({ type: 'snapshot-requested' });
      try {
        const [page, workers] = await Promise.all([listSearches(null, signal), listWorkers(signal)]);
        dispatch({ type: 'snapshot', page, workers });
        setError(null);
      } catch (cause) {
        if (!signal.aborted) setError(toError(cause));
      }
    }
    const close = openStream(ALL_EVENTS_PATH, {
      onEvents: (events) => dispatch({ type: 'events', events }),
      onConnection: setConnection,
      onGap() {
        loading.abort();
        loading = new AbortController();
        void load(loading.signal);
      },
    });
    return () => {
      loading.abort();
      close();
    };
  }, []);

  const cursor = state.live?.nextCursor ?? null;
  const loadOlder = useCallback(async () => {
    if (cursor === null) return;
    try {
      dispatch({ type: 'older-loaded', page: await listSearches(cursor) });
    } catch (cause) {
      setError(toError(cause));
    }
  }, [cursor]);

  return { live: state.live, connection, error, loadOlder };
}
