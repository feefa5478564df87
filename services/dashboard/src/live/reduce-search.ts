/** State of the page of one search: a snapshot, kept current by live events. Pure. */
import type { CandidateSummary, SearchDetail } from '@stride/contracts';
import type { CurvePoint } from '@stride/core';
import { appendPoint } from './curve.js';
import type { PageEvent } from './event-queue.js';

export interface LiveSearch {
  readonly search: SearchDetail;
  /** When `search.activeSeconds` was current, in ms since 1970: a running search's clock goes on from there. */
  readonly receivedAt: number;
  /** Every completed candidate that was loaded, and every one that an event told of. */
  readonly candidates: ReadonlyMap<string, CandidateSummary>;
  /** Points seen live, by candidate. */
  readonly curves: ReadonlyMap<string, readonly CurvePoint[]>;
  /** Grows when pages of the candidate table may have changed in membership or order. */
  readonly revision: number;
}

export interface SearchState {
  readonly live: LiveSearch | null;
  /** Events that came while a snapshot is under way: applied again on top of it. Null otherwise. */
  readonly buffer: readonly PageEvent[] | null;
}

export type SearchAction =
  | { readonly type: 'reset' }
  | { readonly type: 'snapshot-requested' }
  | { readonly type: 'snapshot'; readonly search: SearchDetail; readonly at: number }
  | { readonly type: 'candidates-loaded'; readonly candidates: readonly CandidateSummary[] }
  | { readonly type: 'events'; readonly events: readonly PageEvent[]; readonly at: number };

export const EMPTY_SEARCH_STATE: SearchState = { live: null, buffer: [] };

export function reduceSearch(state: SearchState, action: SearchAction): SearchState {
  switch (action.type) {
    case 'reset':
      return EMPTY_SEARCH_STATE;
    case 'snapshot-requested':
      return { ...state, buffer: state.buffer ?? [] };
    case 'snapshot': {
      const live = withSnapshot(state.live, action.search, action.at);
      return { live: applyEvents(live, state.buffer ?? [], action.at), buffer: null };
    }
    case 'candidates-loaded':
      return state.live === null ? state : { ...state, live: withCandidates(state.live, action.candidates) };
    case 'events': {
      const live = state.live === null ? null : applyEvents(state.live, action.events, action.at);
      return { live, buffer: state.buffer === null ? null : [...state.buffer, ...action.events] };
    }
  }
}

function withSnapshot(live: LiveSearch | null, search: SearchDetail, at: number): LiveSearch {
  if (live === null) return { search, receivedAt: at, candidates: new Map(), curves: new Map(), revision: 0 };
  return { ...live, search, receivedAt: at, revision: live.revision + 1 };
}

/** A page that was on its way may be older than an event that overtook it: what finished stays finished. */
function withCandidates(live: LiveSearch, loaded: readonly CandidateSummary[]): LiveSearch {
  const candidates = new Map(live.candidates);
  for (const candidate of loaded) {
    const known = candidates.get(candidate.id);
    if (known === undefined || isFinished(candidate)) candidates.set(candidate.id, candidate);
  }
  return { ...live, candidates };
}

function applyEvents(live: LiveSearch, events: readonly PageEvent[], at: number): LiveSearch {
  if (events.length === 0) return live;
  const candidates = new Map(live.candidates);
  const curves = new Map(live.curves);
  let { search, receivedAt, revision } = live;
  for (const event of events) {
    if (event.type === 'search.updated' && event.data.id === search.id) {
      search = { ...search, ...event.data };
      receivedAt = at;
    } else if (event.type === 'candidate.updated' && event.data.searchId === search.id) {
      const known = candidates.get(event.data.id);
      if (known !== undefined && isFinished(known) && !isFinished(event.data)) continue;
      if (known?.status !== event.data.status) revision += 1;
      if (known !== undefined && known.attempts < event.data.attempts) curves.delete(event.data.id);
      if (event.data.role === 'reference') search = { ...search, reference: event.data };
      candidates.set(event.data.id, event.data);
    } else if (event.type === 'candidate.evaluated' && event.data.searchId === search.id) {
      curves.set(event.data.candidateId, appendPoint(curves.get(event.data.candidateId) ?? [], event.data.point));
    }
  }
  return { search, receivedAt, candidates, curves, revision };
}

export function isFinished(candidate: Pick<CandidateSummary, 'status'>): boolean {
  return candidate.status !== 'queued' && candidate.status !== 'running';
}
