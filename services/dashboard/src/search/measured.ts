/** Candidates that were measured to the end, as charts need them. Pure. */
import type { CandidateSummary } from '@stride/contracts';

/** Measured to the end: everything that charts draw is there. */
export interface MeasuredCandidate extends CandidateSummary {
  readonly accuracy: number;
  readonly stepTimeMs: NonNullable<CandidateSummary['stepTimeMs']>;
  readonly reward: number;
  readonly finishedAt: string;
}

function isMeasured(candidate: CandidateSummary): candidate is MeasuredCandidate {
  return (
    candidate.status === 'completed' &&
    candidate.accuracy !== null &&
    candidate.stepTimeMs !== null &&
    candidate.reward !== null &&
    candidate.finishedAt !== null
  );
}

/** In the order they finished. */
export function measuredCandidates(candidates: Iterable<CandidateSummary>): readonly MeasuredCandidate[] {
  return [...candidates]
    .filter(isMeasured)
    .sort((a, b) => Date.parse(a.finishedAt) - Date.parse(b.finishedAt) || a.number - b.number);
}

/** Device classes, the one with most candidates first. */
export function deviceClasses(candidates: readonly MeasuredCandidate[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { deviceClass } of candidates) {
    if (deviceClass !== null) counts.set(deviceClass, (counts.get(deviceClass) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}
