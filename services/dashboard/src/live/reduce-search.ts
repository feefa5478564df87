/** State of the page of one search: a snapshot, kept current by live events. Pure. */
import type { CandidateSummary, SearchDetail, TrainingSummary } from '@stride/contracts';
import type { CurvePoint } from '@stride/core';
import { appendPoint } from './curve.js';
import type { PageEvent } from './event-queue.js';
import { applyTrainingEvent, listedTrainings, NO_TRAININGS, type LiveTrainings } from './trainings.js';

export type CandidateMap = ReadonlyMap<string, CandidateSummary>;

export interface LiveSearch {
  readonly search: SearchDetail;
  /** When `search.activeSeconds` was current, in ms since 1970: a running search's clock goes on from there. */
  readonly receivedAt: number;
  /** All completed candidates and the reference. The same map until one more completes: charts draw only then. */
  readonly completed: CandidateMap;
  /** The others that an event told of: in flight, failed, pruned, cancelled. */
  readonly others: CandidateMap;
  /** Points seen live, by candidate. */
  readonly curves: ReadonlyMap<string, readonly CurvePoint[]>;
  /** Full trainings of its candidates. */
  readonly trainings: LiveTrainings;
  /** How many snapshots it has seen: after another, what was read before may lack what events told in the break. */
  readonly snapshots: number;
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
  | {
      readonly type: 'snapshot';
      readonly search: SearchDetail;
      readonly trainings: readonly TrainingSummary[];
      readonly at: number;
    }
  | { readonly type: 'completed-loaded'; readonly candidates: readonly CandidateSummary[] }
  | { readonly type: 'events'; readonly events: readonly PageEvent[]; readonly at: number };

export const EMPTY_SEARCH_STATE: SearchState = { live: null, buffer: [] };

export function reduceSearch(state: SearchState, action: SearchAction): SearchState {
  switch (action.type) {
    case 'reset':
      return EMPTY_SEARCH_STATE;
    case 'snapshot-requested':
      return { ...state, buffer: state.buffer ?? [] };
    case 'snapshot': {
      const live = withSnapshot(state.live, action);
      return { live: applyEvents(live, state.buffer ?? [], action.at), buffer: null };
    }
    case 'completed-loaded':
      return state.live === null ? state : { ...state, live: withCompleted(state.live, action.candidates) };
    case 'events': {
      const live = state.live === null ? null : applyEvents(state.live, action.events, action.at);
      return { live, buffer: state.buffer === null ? null : [...state.buffer, ...action.events] };
    }
  }
}

/** What is known of a candidate, if anything. */
export function candidateOf(live: Pick<LiveSearch, 'completed' | 'others'>, id: string): CandidateSummary | undefined {
  return live.completed.get(id) ?? live.others.get(id);
}

export function isFinished(candidate: Pick<CandidateSummary, 'status'>): boolean {
  return candidate.status !== 'queued' && candidate.status !== 'running';
}

type Snapshot = Extract<SearchAction, { readonly type: 'snapshot' }>;

function withSnapshot(live: LiveSearch | null, { search, trainings, at }: Snapshot): LiveSearch {
  if (live === null)
    return {
      search,
      receivedAt: at,
      completed: completedReference(search),
      others: new Map(),
      curves: new Map(),
      trainings: listedTrainings(NO_TRAININGS, trainings),
      snapshots: 1,
      revision: 0,
    };
  // What the others have become since, nobody may have told: better unknown than stale. What was told is in the buffer.
  const completed = new Map([...live.completed, ...completedReference(search)]);
  return {
    ...live,
    search,
    receivedAt: at,
    completed,
    others: new Map(),
    trainings: listedTrainings(live.trainings, trainings),
    snapshots: live.snapshots + 1,
    revision: live.revision + 1,
  };
}

/** The list of candidates leaves the reference out; it comes with the search. */
function completedReference({ reference }: SearchDetail): CandidateMap {
  return reference?.status === 'completed' ? new Map([[reference.id, reference]]) : new Map();
}

/** Completed candidates never change, so it does not matter whether a page or an event told of one first. */
function withCompleted(live: LiveSearch, loaded: readonly CandidateSummary[]): LiveSearch {
  const fresh = loaded.filter(({ id }) => !live.completed.has(id));
  if (fresh.length === 0) return live;
  const others = new Map(live.others);
  for (const { id } of fresh) others.delete(id);
  return {
    ...live,
    others,
    completed: new Map([...live.completed, ...fresh.map((candidate) => [candidate.id, candidate] as const)]),
  };
}

function applyEvents(live: LiveSearch, events: readonly PageEvent[], at: number): LiveSearch {
  return events.reduce((state, event) => applyEvent(state, event, at), live);
}

function applyEvent(live: LiveSearch, event: PageEvent, at: number): LiveSearch {
  const { search } = live;
  if (event.type === 'search.updated' && event.data.id === search.id) {
    return { ...live, search: { ...search, ...event.data }, receivedAt: at };
  }
  if (event.type === 'candidate.updated' && event.data.searchId === search.id) return withCandidate(live, event.data);
  if (event.type === 'candidate.evaluated' && event.data.searchId === search.id) {
    const { candidateId, point } = event.data;
    return {
      ...live,
      curves: new Map(live.curves).set(candidateId, appendPoint(live.curves.get(candidateId) ?? [], point)),
    };
  }
  if (event.type === 'training.updated' || event.type === 'training.evaluated') {
    if (event.data.searchId !== search.id) return live;
    const trainings = applyTrainingEvent(live.trainings, event);
    return trainings === live.trainings ? live : { ...live, trainings };
  }
  return live;
}

function withCandidate(live: LiveSearch, candidate: CandidateSummary): LiveSearch {
  const known = candidateOf(live, candidate.id);
  // What finished stays finished: this event was overtaken by a newer snapshot.
  if (known !== undefined && isFinished(known)) return live;
  const next = {
    ...live,
    search: candidate.role === 'reference' ? { ...live.search, reference: candidate } : live.search,
    revision: known?.status === candidate.status ? live.revision : live.revision + 1,
    curves:
      known !== undefined && known.attempts < candidate.attempts ? without(live.curves, candidate.id) : live.curves,
  };
  if (candidate.status === 'completed') {
    return {
      ...next,
      completed: new Map(live.completed).set(candidate.id, candidate),
      others: without(live.others, candidate.id),
    };
  }
  return { ...next, others: new Map(live.others).set(candidate.id, candidate) };
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
