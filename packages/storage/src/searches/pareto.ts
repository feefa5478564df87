import type { CandidateSummary } from '@stride/contracts';
import { paretoFront, type ParetoObjective, type StepTime } from '@stride/core';
import type { Transaction } from '../client.js';
import { candidateSummaries, stored } from '../summaries.js';
import { findSearch } from './read-searches.js';

interface Point {
  readonly id: string;
  readonly accuracy: number;
  readonly stepTimeMs: number;
  readonly params: number;
  readonly deviceClass: string;
}

const OBJECTIVES: readonly ParetoObjective<Point>[] = [
  { value: (point) => point.accuracy, goal: 'maximize' },
  { value: (point) => point.stepTimeMs, goal: 'minimize' },
  { value: (point) => point.params, goal: 'minimize' },
];

/**
 * The completed candidates that no other beats in accuracy, step time and parameters at once, as they were proposed.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function paretoCandidates(db: Transaction, searchId: string): Promise<CandidateSummary[]> {
  const { id } = await findSearch(db, searchId);
  const [points, references] = await Promise.all([completedPoints(db, id), referenceTimes(db, id)]);
  const front = paretoFront(comparable(points, references), OBJECTIVES);
  return candidateSummaries(db, front.map((point) => point.id));
}

/**
 * Step times of different device classes are compared as multiples of the reference's on the same class. With one class
 * the raw times say the same, and need no reference.
 */
function comparable(points: readonly Point[], references: ReadonlyMap<string, number>): Point[] {
  if (new Set(points.map((point) => point.deviceClass)).size < 2) return [...points];
  return points.flatMap((point) => {
    const reference = references.get(point.deviceClass);
    return reference === undefined ? [] : [{ ...point, stepTimeMs: point.stepTimeMs / reference }];
  });
}

function completedPoints(db: Transaction, searchId: string): Promise<Point[]> {
  return db.$queryRaw<Point[]>`
    SELECT "id", "accuracy", "stepTimeMs", "params", "deviceClass" FROM "Candidate"
    WHERE "searchId" = ${searchId}::uuid AND "role" = 'candidate' AND "status" = 'completed'
      AND "accuracy" IS NOT NULL AND "stepTimeMs" IS NOT NULL AND "deviceClass" IS NOT NULL
    ORDER BY "number"`;
}

async function referenceTimes(db: Transaction, searchId: string): Promise<Map<string, number>> {
  const rows = await db.referenceStepTime.findMany({ where: { searchId } });
  return new Map(rows.map((row) => [row.deviceClass, stored<StepTime>(row.stepTimeMs).median]));
}
