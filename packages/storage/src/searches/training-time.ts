import type { SearchDetail } from '@stride/contracts';
import type { Transaction } from '../client.js';

/**
 * What the training of a search's proposals has taken, and an estimate of what it would have taken more to train the pruned ones to
 * the end: each at the pace that it had, to the step at which those end that were not pruned.
 */
export async function trainingTime(db: Transaction, searchId: string): Promise<SearchDetail['trainingTime']> {
  const [row] = await db.$queryRaw<SearchDetail['trainingTime'][]>`
    WITH trained AS MATERIALIZED (
      SELECT "status", "role", "reusedFrom", "trainSeconds", "trainedSteps", "prunedAtStep" FROM "Candidate"
      WHERE "searchId" = ${searchId}::uuid AND "status" IN ('completed', 'pruned')
    ), whole AS (
      SELECT max("trainedSteps") AS "steps" FROM trained WHERE "status" = 'completed'
    )
    SELECT COALESCE(sum("trainSeconds"), 0) AS "spentSeconds",
      COALESCE(sum("trainSeconds" * (GREATEST(whole."steps", "prunedAtStep") / "prunedAtStep" - 1)), 0) AS "savedSeconds"
    FROM trained CROSS JOIN whole WHERE "role" = 'candidate' AND "reusedFrom" IS NULL`;
  return row ?? { spentSeconds: 0, savedSeconds: 0 };
}
