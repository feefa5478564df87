import type { MeasuredCandidate } from '../search/measured.js';

/**
 * Candidates that no other beats in accuracy and step time at once, fastest first. Of equals, the first found stays.
 * Two objectives, those of the chart's axes; the API's /pareto also weighs parameters.
 */
export function timeAccuracyFront<T extends Pick<MeasuredCandidate, 'accuracy' | 'stepTimeMs'>>(candidates: readonly T[]): readonly T[] {
  const byTime = [...candidates].sort((a, b) => a.stepTimeMs.median - b.stepTimeMs.median || b.accuracy - a.accuracy);
  const front: T[] = [];
  let best = -Infinity;
  for (const candidate of byTime) {
    if (candidate.accuracy <= best) continue;
    best = candidate.accuracy;
    front.push(candidate);
  }
  return front;
}
