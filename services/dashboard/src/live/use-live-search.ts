import { useEffect, useReducer, useState } from 'react';
import { toError, type ApiError } from '../api/http.js';
import { completedCandidates, getSearch, searchEventsPath } from '../api/searches.js';
import { listTrainings } from '../api/trainings.js';
import { EMPTY_SEARCH_STATE, reduceSearch, type LiveSearch } from './reduce-search.js';
import { openStream, type Connection } from './stream.js';

export interface LiveSearchResult {
  readonly live: LiveSearch | null;
  readonly connection: Connection;
  /** Why the latest snapshot could not be loaded; cleared by the next that is. */
  readonly error: ApiError | null;
}

/** Follows one search: the stream opens first and is buffered, then the snapshot is read, so that nothing falls between. */
export function useLiveSearch(id: string): LiveSearchResult {
  const [state, dispatch] = useReducer(reduceSearch, EMPTY_SEARCH_STATE);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => {
    let loading = new AbortController();
    async function load(signal: AbortSignal): Promise<void> {
      dispatch({ type: 'snapshot-requested' });
      try {
        const [search, trainings] = await Promise.all([getSearch(id, signal), listTrainings(id, signal)]);
        dispatch({ type: 'snapshot', search, trainings: trainings.items, at: Date.now() });
        setError(null);
        for await (const candidates of completedCandidates(id, signal))
          dispatch({ type: 'completed-loaded', candidates });
      } catch (cause) {
        if (signal.aborted) return;
        const error = toError(cause);
        setError(error);
        // Nothing to follow: no use in knocking again and again.
        if (error.code === 'SEARCH_UNKNOWN') close();
      }
    }
    dispatch({ type: 'reset' });
    setError(null);
    const close = openStream(searchEventsPath(id), {
      onEvents: (events) => dispatch({ type: 'events', events, at: Date.now() }),
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
  }, [id]);

  return { live: state.live, connection, error };
}
