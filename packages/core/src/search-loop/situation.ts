import type { CandidateStatus, SearchStatus } from '../measurement/status.js';

/** When a search ends; null: no limit. */
export interface Budget {
  readonly candidates: number;
  /** Of running time; pauses do not count. */
  readonly wallSeconds: number | null;
  /** So many failed candidates end the search as failed. */
  readonly failures: number | null;
}

/** A search's candidates, counted. */
export interface CandidateTally {
  /** Proposals ever made, cancelled ones and those reused from another search left out: what counts against the budget. */
  readonly proposed: number;
  /** Queued or running, the reference included. */
  readonly inFlight: number;
  readonly failed: number;
  /** Proposals that were trained to the end. */
  readonly measured: number;
  readonly lastNumber: number;
  /** Null before the reference was inserted. */
  readonly reference: { readonly status: CandidateStatus; readonly failure: string | null } | null;
}

/** What a search looks like at the moment of a turn. */
export interface Situation {
  readonly status: SearchStatus;
  readonly budget: Budget;
  readonly concurrency: number;
  /** Seconds of running time so far. */
  readonly activeSeconds: number;
  readonly tally: CandidateTally;
}
