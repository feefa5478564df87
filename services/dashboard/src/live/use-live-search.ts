import { useEffect, useReducer, useState } from 'react';
import { isUnreachable, stride, toError, type ApiError } from '../api/client.js';
import { keepLoading } from './keep-loading.js';
import type { LiveSearch } from './live-search.js';
import { EMPTY_SEARCH_STATE, reduceSearch } from './reduce-search.js';
import { PointsFeed } from './points.js';
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
    const feed = new PointsFeed();
    async function load(signal: AbortSignal): Promise<void> {
      feed.expect();
      dispatch({ type: 'snapshot-requested' });
      const [search, points, trainings] = await Promise.all([
        stride.searches.get(id, { signal }),
        stride.searches.points(id, { signal }),
        stride.searches.trainings(id, { signal }),
      ]);
      dispatch({ type: 'snapshot', search, points: feed.settle(points), trainings: trainings.items, at: Date.now() });
      setError(null);
    }
    const failed = (cause: unknown) => {
      const error = toError(cause);
      setError(error);
      if (isUnreachable(error) || error.status >= 500) return 'go on';
      // Nothing to follow: no use in knocking again and again.
      close();
      return 'give up';
    };
    dispatch({ type: 'reset' });
    setError(null);
    const close = openStream((options) => stride.searches.events(id, options), {
      onEvents(events) {
        const candidates = events.flatMap((event) => (event.type === 'candidate.updated' && event.data.searchId === id ? event.data : []));
        dispatch({ type: 'events', events, points: feed.apply(candidates), at: Date.now() });
      },
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
  }, [id]);

  return { live: state.live, connection, error };
}
