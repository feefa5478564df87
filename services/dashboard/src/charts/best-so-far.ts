import type { MeasuredCandidate } from '../search/measured.js';

export interface Improvement {
  readonly candidate: MeasuredCandidate;
  /** Candidates that had finished by then, itself included. */
  readonly count: number;
  /** Seconds since the search started. */
  readonly seconds: number;
  readonly best: number;
}

/** The best reward after each proposal, in the order they finished. The reference is a baseline, not a proposal. */
export function bestSoFar(candidates: readonly MeasuredCandidate[], startedAt: string | null): readonly Improvement[] {
  const start = startedAt === null ? null : Date.parse(startedAt);
  const proposals = candidates.filter(({ role }) => role === 'candidate');
  let best = -Infinity;
  return proposals.map((candidate, index) => {
    best = Math.max(best, candidate.reward);
    const seconds = start === null ? 0 : Math.max(0, Date.parse(candidate.finishedAt) - start) / 1000;
    return { candidate, count: index + 1, seconds, best };
  });
}
