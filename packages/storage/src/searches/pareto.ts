import type { Pareto } from '@stride/contracts';
import { goalsOf, keepsWithin, paretoFront, volumeOverTime, VOLUME_REFERENCE, type Goals, type Objective, type ParetoObjective } from '@stride/core';
import type { Transaction } from '../client.js';
import { candidateSummaries, stored } from '../summaries.js';
import { measuredCandidates, type MeasuredCandidate } from './measured-candidates.js';
import { findSearch } from './read-searches.js';

interface Point {
  readonly candidate: MeasuredCandidate;
  readonly goals: Goals;
}

const GOALS = [0, 1, 2].map((goal): ParetoObjective<Point> => ({ value: ({ goals }) => goals[goal] as number, goal: 'maximize' }));

/**
 * The completed candidates within the caps that no other beats in accuracy, step time and parameters at once, as they were
 * proposed, and the volume of goals that they cover, as it grew. Step times count as multiples of the reference's on the same
 * class of device.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function paretoCandidates(db: Transaction, searchId: string): Promise<Pareto> {
  const search = await findSearch(db, searchId);
  const objective = stored<Objective>(search.objective);
  const points = (await measuredCandidates(db, search.id))
    .filter((candidate) => keepsWithin(objective.caps, candidate))
    .map((candidate): Point => ({ candidate, goals: goalsOf(objective, candidate) }));
  return { items: await frontOf(db, points), hypervolume: volumeOf(points) };
}

async function frontOf(db: Transaction, points: readonly Point[]): Promise<Pareto['items']> {
  const front = paretoFront(points, GOALS).map(({ candidate }) => candidate).sort((a, b) => a.number - b.number);
  const summaries = await candidateSummaries(db, front.map(({ id }) => id));
  const byId = new Map(front.map((candidate) => [candidate.id, candidate]));
  return summaries.map((summary) => {
    const { stepTimeMs, referenceStepTimeMs, params, referenceParams } = byId.get(summary.id) as MeasuredCandidate;
    return { ...summary, stepTimeRatio: stepTimeMs / referenceStepTimeMs, paramsRatio: params / referenceParams };
  });
}

function volumeOf(points: readonly Point[]): Pareto['hypervolume'] {
  const overTime = volumeOverTime(points.map(({ goals }) => goals)).map(({ index, value }) => {
    const { number, finishedAt } = (points[index] as Point).candidate;
    return { finished: index + 1, number, finishedAt: finishedAt.toISOString(), value };
  });
  return { value: overTime.at(-1)?.value ?? 0, reference: VOLUME_REFERENCE, overTime };
}
