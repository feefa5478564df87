import type { CandidatePage } from '@stride/contracts';
import { useEffect, useRef, useState } from 'react';
import { listCandidates } from '../api/searches.js';
import { useResource, type Resource } from '../api/use-resource.js';
import { toListQuery, writeQuery, type TableQuery } from './table-query.js';

/** At most one reload of the page in this time, however many candidates change. */
const RELOAD_MS = 700;

/** One page of the table as the server sorted it, read again when `revision` says that it may have changed. */
export function useCandidatePage(searchId: string, query: TableQuery, revision: number): Resource<CandidatePage> {
  const settled = useThrottled(revision, RELOAD_MS);
  const key = `${searchId} ${writeQuery(query).toString()} ${settled}`;
  return useResource(key, (signal) => listCandidates(searchId, toListQuery(query), signal), { keep: true });
}

/** Follows `value`, changing at most once in `ms`; the last change always comes through. */
function useThrottled<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(0);
  useEffect(() => {
    if (shown === value) return;
    const wait = Math.max(0, changedAt.current + ms - Date.now());
    const timer = setTimeout(() => {
      changedAt.current = Date.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, shown, ms]);
  return shown;
}
