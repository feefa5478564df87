/** State of the page of one search: a snapshot, kept current by live events. Pure. */
import type { LiveEvent, SearchDetail, TrainingSummary } from '@stride/client';
import { appendPoint } from './curve.js';
import { bufferEvents } from './event-queue.js';
import { candidateOf, isFinished, type LiveLine, type LiveSearch } from './live-search.js';
import type { Points } from './points.js';
import { applyTrainingEvent, listedTrainings, NO_TRAININGS } from './trainings.js';

export interface SearchState {
  readonly live: LiveSearch | null;
  /** Events that came while a snapshot is under way: applied again on top of it. Null otherwise. */
  readonly buffer: readonly LiveEvent[] | null;
}

export type SearchAction =
  | { readonly type: 'reset' }
  | { readonly type: 'snapshot-requested' }
  | {
      readonly type: 'snapshot';
      readonly search: SearchDetail;
      /** With all events up to now. */
      readonly points: Points;
      readonly trainings: readonly TrainingSummary[];
      readonly at: number;
    }
  | {
      readonly type: 'events';
      readonly events: readonly LiveEvent[];
      /** With these events; null before the first snapshot. */
      readonly points: Points | null;
      readonly at: number;
    };

export const EMPTY_SEARCH_STATE: SearchState = { live: null, buffer: [] };

/** Finished candidates beyond this many are known by their points only. */
const MOST_CANDIDATES = 500;
const MOST_CURVES = 500;
const MOST_LINES = 500;

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
    case 'events': {
      const live = state.live === null ? null : { ...applyEvents(state.live, action.events, action.at), points: action.points ?? state.live.points };
      return { live, buffer: state.buffer === null ? null : bufferEvents(state.buffer, action.events) };
    }
  }
}

type Snapshot = Extract<SearchAction, { readonly type: 'snapshot' }>;

function withSnapshot(live: LiveSearch | null, { search, points, trainings, at }: Snapshot): LiveSearch {
  return {
    search,
    receivedAt: at,
    points,
    // What they have become since, nobody may have told: better unknown than stale. What was told is in the buffer.
    candidates: new Map(),
    curves: live?.curves ?? new Map(),
    trainings: listedTrainings(live?.trainings ?? NO_TRAININGS, trainings),
    log: live?.log ?? [],
    snapshots: (live?.snapshots ?? 0) + 1,
    revision: (live?.revision ?? -1) + 1,
  };
}

/** Maps are copied once for all events together. */
function applyEvents(live: LiveSearch, events: readonly LiveEvent[], at: number): LiveSearch {
  const own = events.filter((event) => belongsTo(live.search.id, event));
  if (own.length === 0) return live;
  let { search, receivedAt, trainings, revision } = live;
  const candidates = new Map(live.candidates);
  const curves = new Map(live.curves);
  const lines: LiveLine[] = [];
  for (const event of own) {
    if (event.type === 'search.updated') {
      search = { ...search, ...event.data };
      receivedAt = at;
    } else if (event.type === 'candidate.updated') {
      const known = candidateOf({ candidates, search }, event.data.id);
      // What finished stays finished: this event was overtaken by a newer snapshot.
      if (known !== undefined && isFinished(known)) continue;
      if (known?.status !== event.data.status) revision += 1;
      if (known !== undefined && known.attempts < event.data.attempts) curves.delete(event.data.id);
      if (event.data.role === 'reference') search = { ...search, reference: event.data };
      candidates.delete(event.data.id);
      candidates.set(event.data.id, event.data);
    } else if (event.type === 'candidate.evaluated') {
      const { candidateId, point } = event.data;
      const longer = appendPoint(curves.get(candidateId) ?? [], point);
      curves.delete(candidateId);
      curves.set(candidateId, longer);
    } else if (event.type === 'log.appended') {
      lines.push({ id: event.id, ...event.data });
    } else if (event.type === 'training.updated' || event.type === 'training.evaluated') {
      trainings = applyTrainingEvent(trainings, event);
    }
  }
  return {
    ...live,
    search,
    receivedAt,
    trainings,
    revision,
    candidates: trimmed(candidates, MOST_CANDIDATES, isFinished),
    curves: trimmed(curves, MOST_CURVES, () => true),
    log: lines.length === 0 ? live.log : withLines(live.log, lines),
  };
}

function belongsTo(searchId: string, event: LiveEvent): boolean {
  if (event.type === 'worker.updated') return false;
  return (event.type === 'search.updated' ? event.data.id : event.data.searchId) === searchId;
}

/** Without the oldest that may go. The map is the caller's own. */
function trimmed<T>(map: Map<string, T>, most: number, mayGo: (value: T) => boolean): ReadonlyMap<string, T> {
  for (const [key, value] of map) {
    if (map.size <= most) break;
    if (mayGo(value)) map.delete(key);
  }
  return map;
}

/** Each line once, however often its event was applied; the newest first. */
function withLines(known: readonly LiveLine[], lines: readonly LiveLine[]): readonly LiveLine[] {
  const all = new Map([...known.toReversed(), ...lines].map((line) => [line.id, line]));
  return [...all.values()].reverse().slice(0, MOST_LINES);
}

