/** In which order trainings are shown. Pure. */
import type { TrainingSummary } from '@stride/contracts';
import { isUnderWay } from '../live/trainings.js';

/** For a search: the best first, then those under way, then those that came to nothing. */
export function bestFirst(trainings: Iterable<TrainingSummary>): readonly TrainingSummary[] {
  const rank = (training: TrainingSummary) => (training.test !== null ? 0 : isUnderWay(training) ? 1 : 2);
  return [...trainings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (b.test?.accuracy ?? 0) - (a.test?.accuracy ?? 0) ||
      (a.status === b.status ? 0 : a.status === 'running' ? -1 : b.status === 'running' ? 1 : 0) ||
      a.number - b.number ||
      newer(a, b),
  );
}

/** For a candidate: what is under way, then what has completed, then the rest; of each the newest first. */
export function trainingsOf(candidateId: string, trainings: Iterable<TrainingSummary>): readonly TrainingSummary[] {
  const rank = ({ status }: TrainingSummary) =>
    status === 'running' ? 0 : status === 'queued' ? 1 : status === 'completed' ? 2 : 3;
  return [...trainings]
    .filter((training) => training.candidateId === candidateId)
    .sort((a, b) => rank(a) - rank(b) || newer(a, b));
}

/** Whether there are trained weights of a candidate. */
export function hasWeights(candidateId: string, trainings: Iterable<TrainingSummary>): boolean {
  return [...trainings].some(
    (training) => training.candidateId === candidateId && training.status === 'completed' && training.weights !== null,
  );
}

function newer(a: TrainingSummary, b: TrainingSummary): number {
  return Date.parse(b.createdAt) - Date.parse(a.createdAt);
}
