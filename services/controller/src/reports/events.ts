/** What is announced after a report. */
import type { NewLiveEvent } from '@stride/contracts';
import type { CurvePoint } from '@stride/core';
import { candidateSummary, searchSummary, trainingSummary, type CurrentAttempt, type Transaction } from '@stride/storage';

/** The candidate, or the training, as it is now. */
export async function subjectEvent(tx: Transaction, attempt: CurrentAttempt): Promise<NewLiveEvent> {
  const { searchId } = attempt;
  if (attempt.kind === 'training') return { searchId, type: 'training.updated', data: await trainingSummary(tx, attempt.trainingId) };
  return { searchId, type: 'candidate.updated', data: await candidateSummary(tx, attempt.candidateId) };
}

export function evaluatedEvent(attempt: CurrentAttempt, point: CurvePoint): NewLiveEvent {
  const { searchId, candidateId, candidateNumber: number } = attempt;
  const data = { searchId, candidateId, number, point };
  if (attempt.kind === 'training') return { searchId, type: 'training.evaluated', data: { ...data, trainingId: attempt.trainingId } };
  return { searchId, type: 'candidate.evaluated', data };
}

export async function searchEvent(tx: Transaction, { searchId }: CurrentAttempt): Promise<NewLiveEvent> {
  return { searchId, type: 'search.updated', data: await searchSummary(tx, searchId) };
}
