/** Live events: stored in order, sent as server-sent events whose `event:` is the type and `data:` the payload. */
import { Type, type Static } from 'typebox';
import { CurvePointSchema, strict } from '../domain.js';
import { CandidateSummarySchema, SearchSummarySchema, WorkerSchema } from '../rest/resources.js';
import { LogEntrySchema } from '../rest/exploration.js';
import { TrainingSummarySchema } from '../rest/trainings.js';

const Id = Type.String({ format: 'uuid' });

export const LIVE_EVENTS = {
  /** A search was created or changed: status, counts or best reward. */
  'search.updated': SearchSummarySchema,
  /** A candidate was proposed or changed. */
  'candidate.updated': CandidateSummarySchema,
  /** A running candidate was evaluated. */
  'candidate.evaluated': Type.Object({ searchId: Id, candidateId: Id, number: Type.Integer(), point: CurvePointSchema }, strict),
  /** A full training was asked for or changed. */
  'training.updated': TrainingSummarySchema,
  /** A running training was evaluated. */
  'training.evaluated': Type.Object({ searchId: Id, candidateId: Id, trainingId: Id, number: Type.Integer(), point: CurvePointSchema }, strict),
  /** A worker appeared, changed state or vanished. Belongs to no search. */
  'worker.updated': WorkerSchema,
  /** Something worth a line happened in a search. The only events that are kept as long as the search is. */
  'log.appended': LogEntrySchema,
} as const;

export type LiveEventType = keyof typeof LIVE_EVENTS;
export type LiveEventData<T extends LiveEventType> = Static<(typeof LIVE_EVENTS)[T]>;

/** `id` counts up in commit order; SSE's Last-Event-ID resumes after it. */
export type LiveEvent = {
  [T in LiveEventType]: {
    readonly id: string; readonly searchId: string | null; readonly at: string; readonly type: T; readonly data: LiveEventData<T>;
  };
}[LiveEventType];

/** A live event before it is stored. */
export type NewLiveEvent = {
  [T in LiveEventType]: { readonly searchId: string | null; readonly type: T; readonly data: LiveEventData<T> };
}[LiveEventType];
