/** How far a search has come, in figures and words. */
import type { CandidateSummary, SearchSummary } from '@stride/client';
import { count, duration, milliseconds, orNone, percent } from '../output/words.js';

const FINAL = ['completed', 'failed', 'cancelled'];

export const hasEnded = ({ status }: Pick<SearchSummary, 'status'>): boolean => FINAL.includes(status);
export const finishedOf = ({ counts: { completed, failed, pruned } }: SearchSummary): number => completed + failed + pruned;

/** Of a running search, by the pace that it has had so far; null before there is any. */
export function secondsLeft(search: SearchSummary, activeSeconds: number = search.activeSeconds): number | null {
  const finished = finishedOf(search);
  if (search.status !== 'running' || finished === 0) return null;
  return (activeSeconds / finished) * Math.max(0, search.budget.candidates - finished);
}

/** `12 of 48 finished: 9 completed, 2 failed, 1 pruned`. */
export function countsLine(search: SearchSummary): string {
  const { counts, budget } = search;
  const parts = (['completed', 'failed', 'pruned', 'cancelled', 'running', 'queued'] as const).filter((name) => counts[name] > 0).map((name) => `${count(counts[name])} ${name}`);
  return `${count(finishedOf(search))} of ${count(budget.candidates)} candidates finished${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

export function leftWords(search: SearchSummary, activeSeconds?: number): string {
  const seconds = secondsLeft(search, activeSeconds);
  if (seconds !== null) return `about ${duration(seconds)} left`;
  return search.status === 'running' ? 'first results soon' : search.status;
}

/** What a finished candidate has come to. */
export function outcome({ status, failureReason, failureMessage, accuracy, reward, stepTimeMs, params, prunedAtStep }: CandidateSummary): string {
  if (status === 'failed') return `failed: ${failureReason ?? 'no reason given'}${failureMessage === null ? '' : `, ${failureMessage.split('\n', 1)[0]}`}`;
  if (status === 'pruned') return `pruned at step ${prunedAtStep ?? '?'}, reward ${orNone(reward, (value) => value.toFixed(4))}`;
  if (status !== 'completed') return status;
  return `completed, reward ${orNone(reward, (value) => value.toFixed(4))}, accuracy ${orNone(accuracy, percent)}, step ${orNone(stepTimeMs, ({ median }) => milliseconds(median))}, ${count(params)} parameters`;
}

/** The figures of the best candidate so far, or that there is none. */
export function bestLine(best: CandidateSummary | null): string {
  if (best === null) return 'no candidate has completed yet';
  return `best #${best.number}: ${outcome(best).replace(/^completed, /, '')}`;
}
