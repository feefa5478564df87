import type { CandidatePage } from '@stride/client';
import { useEffect } from 'react';
import { stride } from '../../api/client.js';
import { useResource, type Resource } from '../../api/use-resource.js';
import { mark } from '../../ui/marks.js';
import { useThrottled } from '../../ui/use-throttled.js';
import { toListQuery, type TableQuery } from './table-query.js';

/** At most one reload of the page in this time, however many candidates change. */
const RELOAD_MS = 700;

/** One page of the table as the server sorted it, read again when `revision` says that it may have changed. */
export function useCandidatePage(searchId: string, query: TableQuery, revision: number): Resource<CandidatePage> {
  const settled = useThrottled(revision, RELOAD_MS);
  const list = toListQuery(query);
  const page = useResource(`${searchId} ${JSON.stringify(list)} ${settled}`, (signal) => stride.searches.candidates(searchId, list, { signal }), { keep: true });
  const items = page.state === 'ready' ? page.value.items : null;
  useEffect(() => {
    if (items !== null) mark('stride:table-shown', { rows: items.length });
  }, [items]);
  return page;
}
