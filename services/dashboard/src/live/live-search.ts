/**
 * What the page of a search knows, live. Every view of a search draws from this one object and asks the API itself only for what is
 * not in it (a page of the table, curves, the timeline, older lines of the log). Fields that did not change keep their identity.
 */
import type { CandidateSummary, LogEntry, SearchDetail } from '@stride/client';
import type { CurvePoint } from '@stride/core';
import type { Points } from './points.js';
import type { LiveTrainings } from './trainings.js';

export interface LiveSearch {
  readonly search: SearchDetail;
  /** When `search.activeSeconds` was current, in ms since 1970: a running search's clock goes on from there. */
  readonly receivedAt: number;
  /** All candidates, by column. */
  readonly points: Points;
  /** Candidates that events told of since the last snapshot, in full: all in flight and the latest that ended. */
  readonly candidates: ReadonlyMap<string, CandidateSummary>;
  /** Points of learning curves seen live, by candidate. */
  readonly curves: ReadonlyMap<string, readonly CurvePoint[]>;
  /** Full trainings of its candidates. */
  readonly trainings: LiveTrainings;
  /** Lines of the log seen live, the newest first. */
  readonly log: readonly LiveLine[];
  /** How many snapshots it has seen: after another, what was read before may lack what events told in the break. */
  readonly snapshots: number;
  /** Grows when a candidate appears or changes its status: pages of the table may have changed in membership or order. */
  readonly revision: number;
}

export interface LiveLine extends LogEntry {
  /** Of its live event. */
  readonly id: string;
}

/** What is known of a candidate in full, if anything. */
export function candidateOf({ candidates, search }: Pick<LiveSearch, 'candidates' | 'search'>, id: string): CandidateSummary | undefined {
  return candidates.get(id) ?? (search.reference?.id === id ? search.reference : undefined);
}

export function isFinished({ status }: Pick<CandidateSummary, 'status'>): boolean {
  return status !== 'queued' && status !== 'running';
}
