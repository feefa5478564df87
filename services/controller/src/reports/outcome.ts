import type { NewLiveEvent, Verdict } from '@stride/contracts';
import type { FailureReason } from '@stride/core';

/** What came of a report, for the log and for whoever has to act on it. */
export interface Acceptance {
  readonly verdict: Verdict;
  /** Searches that have something new to do. */
  readonly wakes: readonly string[];
  readonly note: string;
}

/** What a handler did in the transaction, with the events that tell of it. */
export interface Outcome extends Acceptance {
  readonly events: readonly NewLiveEvent[];
}

/** Why a result is not believed; its handler has changed nothing. */
export interface Objection {
  readonly objection: string;
  /** Default: ERROR, which another try may not meet again. */
  readonly reason?: FailureReason;
}
