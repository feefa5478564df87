/** Figures of the best candidate, each beside the reference's. Pure. */
import type { SearchDetail, SearchPoints } from '@stride/contracts';

export interface Leader {
  /** In the columns. */
  readonly place: number;
  readonly id: string;
  readonly number: number;
  readonly reward: number | null;
  /** What is expected of its reward, the luck of single trainings averaged out. */
  readonly expected: number | null;
  readonly accuracy: number | null;
  /** Percentage points above the reference's. */
  readonly accuracyGain: number | null;
  readonly stepTimeMs: number | null;
  /** As a multiple of the reference's on the same class of device. */
  readonly stepTimeRatio: number | null;
  readonly params: number;
  readonly paramsRatio: number;
}

type Led = Pick<SearchDetail, 'bestCandidateId' | 'bestEstimate' | 'reference' | 'referenceParams'>;

/** Null before there is one, or while the points that have come do not have it. */
export function leaderOf(
  columns: SearchPoints['columns'],
  { bestCandidateId, bestEstimate, reference, referenceParams }: Led,
  referenceStepTimesMs: readonly (number | undefined)[],
): Leader | null {
  const place = bestCandidateId === null ? -1 : columns.id.indexOf(bestCandidateId);
  if (place < 0 || bestCandidateId === null) return null;
  const accuracy = columns.accuracy[place] ?? null;
  const stepTimeMs = columns.stepTimeMs[place] ?? null;
  const params = columns.params[place] as number;
  const s0 = referenceStepTimesMs[columns.deviceClass[place] ?? -1];
  return {
    place, id: bestCandidateId, number: columns.number[place] as number,
    reward: columns.reward[place] ?? null, expected: bestEstimate,
    accuracy, accuracyGain: accuracy === null || reference?.accuracy == null ? null : (accuracy - reference.accuracy) * 100,
    stepTimeMs, stepTimeRatio: stepTimeMs === null || s0 === undefined ? null : stepTimeMs / s0,
    params, paramsRatio: params / referenceParams,
  };
}
