import type { CandidateStatus, FailureReason } from '@stride/core';

/** A candidate of a simulated search. Times are seconds of virtual time since the search began. */
export interface SimulatedCandidate {
  readonly number: number;
  readonly encoding: readonly number[];
  readonly hash: string;
  readonly status: CandidateStatus;
  readonly failure: FailureReason | null;
  readonly attempts: number;
  /** What was seen at the evaluations of its latest attempt so far. */
  readonly rewards: readonly number[];
  /** What the strategy is told: of a pruned candidate what it is expected to have come to. Null: it failed, or there is nothing to tell yet. */
  readonly reward: number | null;
  /** Begin of the first attempt. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** What workers spent on it, all attempts together. */
  readonly workerSeconds: number;
  /** What its last attempt had yet to go when it was pruned. */
  readonly savedSeconds: number;
}

export type CandidateRecord = { -readonly [K in keyof SimulatedCandidate]: SimulatedCandidate[K] };

export function newCandidate(number: number, encoding: readonly number[], hash: string): CandidateRecord {
  return {
    number, encoding, hash, status: 'queued', failure: null, attempts: 0, rewards: [], reward: null, startedAt: null, finishedAt: null,
    workerSeconds: 0, savedSeconds: 0,
  };
}
