/** State of the list page: searches and workers, kept current by live events. Pure. */
import type { LiveEvent, SearchPage, SearchSummary, Worker } from '@stride/client';
import { bufferEvents } from './event-queue.js';

/** Whether a search is among those that are listed. */
export type SearchTest = (search: SearchSummary) => boolean;

export interface LiveSearches {
  /** Newest first. */
  readonly searches: readonly SearchSummary[];
  /** Where older searches go on; null when all are here. */
  readonly nextCursor: string | null;
  readonly workers: readonly Worker[];
}

export interface SearchesState {
  readonly live: LiveSearches | null;
  /** Events that came while a snapshot is under way: applied again on top of it. Null otherwise. */
  readonly buffer: readonly LiveEvent[] | null;
}

export type SearchesAction =
  | { readonly type: 'reset' }
  | { readonly type: 'snapshot-requested' }
  | { readonly type: 'snapshot'; readonly page: SearchPage; readonly workers: readonly Worker[]; readonly passes: SearchTest }
  | { readonly type: 'older-loaded'; readonly page: SearchPage }
  | { readonly type: 'events'; readonly events: readonly LiveEvent[]; readonly passes: SearchTest };

export const EMPTY_SEARCHES_STATE: SearchesState = { live: null, buffer: [] };

export function reduceSearches(state: SearchesState, action: SearchesAction): SearchesState {
  switch (action.type) {
    case 'reset':
      return EMPTY_SEARCHES_STATE;
    case 'snapshot-requested':
      return { ...state, buffer: state.buffer ?? [] };
    case 'snapshot': {
      const live = { searches: action.page.items, nextCursor: action.page.nextCursor, workers: byId(action.workers) };
      return { live: applyEvents(live, state.buffer ?? [], action.passes), buffer: null };
    }
    case 'older-loaded':
      if (state.live === null) return state;
      return {
        ...state,
        live: {
          ...state.live,
          nextCursor: action.page.nextCursor,
          searches: merge(state.live.searches, action.page.items),
        },
      };
    case 'events': {
      const live = state.live === null ? null : applyEvents(state.live, action.events, action.passes);
      return { live, buffer: state.buffer === null ? null : bufferEvents(state.buffer, action.events) };
    }
  }
}

function applyEvents(live: LiveSearches, events: readonly LiveEvent[], passes: SearchTest): LiveSearches {
  const oldest = live.nextCursor === null ? '' : (live.searches.at(-1)?.createdAt ?? '');
  const searches: SearchSummary[] = [];
  const workers = new Map(live.workers.map((worker) => [worker.id, worker]));
  for (const event of events) {
    // A search older than the loaded pages stays on its page.
    if (event.type === 'search.updated' && event.data.createdAt >= oldest) searches.push(event.data);
    else if (event.type === 'worker.updated') workers.set(event.data.id, event.data);
  }
  // One that has changed may be among them no more.
  return { ...live, searches: merge(live.searches, searches).filter(passes), workers: byId([...workers.values()]) };
}

/** Later ones win; newest first. */
function merge(known: readonly SearchSummary[], changed: readonly SearchSummary[]): readonly SearchSummary[] {
  if (changed.length === 0) return known;
  const all = new Map(known.map((search) => [search.id, search]));
  for (const search of changed) all.set(search.id, search);
  return [...all.values()].sort((a, b) => compare(b.createdAt, a.createdAt));
}

function byId(workers: readonly Worker[]): readonly Worker[] {
  return [...workers].sort((a, b) => compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
