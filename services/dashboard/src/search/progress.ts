/** Progress of a search and what is left of it. Pure. */
import type { SearchCounts, SearchSummary } from '@stride/contracts';

/** Proposals that have ended, one way or another: what the budget is spent on. */
export function finishedCount(counts: SearchCounts): number {
  return counts.completed + counts.failed + counts.pruned + counts.cancelled;
}

/** Seconds spent running until `now`; `receivedAt` is when `search.activeSeconds` was current. Both ms since 1970. */
export function elapsedSeconds(
  search: Pick<SearchSummary, 'status' | 'activeSeconds'>,
  receivedAt: number,
  now: number,
): number {
  const since = search.status === 'running' ? Math.max(0, now - receivedAt) / 1000 : 0;
  return search.activeSeconds + since;
}

/**
 * Seconds left at the pace so far, and never more than the wall-time budget leaves. Null before the first candidate has
 * ended, and when nothing is left.
 */
export function remainingSeconds(
  search: Pick<SearchSummary, 'counts' | 'budget' | 'activeSeconds'>,
  elapsed: number,
): number | null {
  const finished = finishedCount(search.counts);
  const left = search.budget.candidates - finished;
  if (finished === 0 || left <= 0) return null;
  // The pace at the last report: a clock that ticks between reports must not make the estimate grow.
  const pace = search.activeSeconds / finished;
  const byPace = Math.max(0, pace * left - (elapsed - search.activeSeconds));
  const { wallSeconds } = search.budget;
  return wallSeconds === null ? byPace : Math.min(byPace, Math.max(0, wallSeconds - elapsed));
}

const ENDED = ['completed', 'failed', 'cancelled'] as const;

export function hasEnded(status: SearchSummary['status']): boolean {
  return (ENDED as readonly string[]).includes(status);
}
