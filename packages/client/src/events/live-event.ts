import type { components } from '../generated/api.js';
import type { CandidateSummary, CurvePoint, SearchSummary, TrainingSummary, Worker } from '../types.js';

interface Evaluation {
  searchId: string;
  candidateId: string;
  /** Of the candidate in its search. */
  number: number;
  point: CurvePoint;
}

/** One line of what happened in a search. */
export type LogEntry = Omit<components['schemas']['SearchLog']['items'][number], 'id'>;

/** What each type of live event carries. */
export interface LiveEventData {
  'search.updated': SearchSummary;
  'candidate.updated': CandidateSummary;
  'candidate.evaluated': Evaluation;
  'training.updated': TrainingSummary;
  'training.evaluated': Evaluation & { trainingId: string };
  'worker.updated': Worker;
  'log.appended': LogEntry;
}

export type LiveEventType = keyof LiveEventData;
export type LiveEvent = { [Type in LiveEventType]: { readonly id: string; readonly type: Type; readonly data: LiveEventData[Type] } }[LiveEventType];

/** From here on all events come, but earlier ones may have been missed: now is the time to load what they are about. */
export interface StreamReset {
  readonly type: 'stream.reset';
}

export type StreamMessage = LiveEvent | StreamReset;

const TYPES: Readonly<Record<LiveEventType, true>> = {
  'search.updated': true, 'candidate.updated': true, 'candidate.evaluated': true, 'training.updated': true,
  'training.evaluated': true, 'worker.updated': true, 'log.appended': true,
};

/** A newer API may tell of things that this client does not know. */
export function isLiveEventType(type: string | undefined): type is LiveEventType {
  return type !== undefined && type in TYPES;
}
