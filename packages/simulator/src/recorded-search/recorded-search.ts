/** A finished search, as far as another can be simulated on it. */
export interface RecordedSearch {
  readonly name: string;
  /** Those that completed, or failed for a reason of their own. */
  readonly candidates: readonly RecordedCandidate[];
}

export interface RecordedCandidate {
  readonly encoding: readonly number[];
  readonly hash: string;
  /** Null: it failed. */
  readonly reward: number | null;
  /** Of its whole training and timing; null where it was not recorded. */
  readonly seconds: number | null;
  /** What its evaluations showed, as shares of what the last one did. */
  readonly curve: readonly number[];
}
