import type { CandidatePage } from '@stride/client';
import { stride } from '../../api/client.js';
import { useResource, type Resource } from '../../api/use-resource.js';
import { useThrottled } from '../../ui/use-throttled.js';
import { toListQuery, type TableQuery } from './table-query.js';

/** At most one reload of the page in this time, however many candidates change. */
const RELOAD_MS = 700;

/** One page of the table as the server sorted it, read again when `revision` says that it may have changed. */
export function useCandidatePage(searchId: string, query: TableQuery, revision: number): Resource<CandidatePage> {
  const settled = useThrottled(revision, RELOAD_MS);
  const list = toListQuery(query);
  return useResource(`${searchId} ${JSON.stringify(list)} ${settled}`, (signal) => stride.searches.candidates(searchId, list, { signal }), { keep: true });
}
