import type { SearchDetail } from '@stride/contracts';
import type { Transaction } from '../client.js';

/**
 * What the training of a search's proposals has taken, and an estimate of what it would have taken more to train the pruned ones to
 * the end: each at the pace that it had, to the step at which those end that were not pruned.
 */
export async function trainingTime(db: Transaction, searchId: string): Promise<SearchDetail['trainingTime']> {
  const [row] = await db.$queryRaw<SearchDetail['trainingTime'][]>`
    SELECT COALESCE(sum("seconds"), 0) AS "spentSeconds",
      COALESCE(sum("seconds" * (GREATEST("whole", "prunedAtStep") / "prunedAtStep" - 1)), 0) AS "savedSeconds"
    FROM (
      SELECT "prunedAtStep", sum("trainSeconds") FILTER (WHERE "role" = 'candidate' AND "reusedFrom" IS NULL) AS "seconds",
        max(max("trainedSteps") FILTER (WHERE "status" = 'completed')) OVER () AS "whole"
      FROM "Candidate" WHERE "searchId" = ${searchId}::uuid AND "status" IN ('completed', 'pruned') GROUP BY "prunedAtStep"
    ) rungs`;
  return row ?? { spentSeconds: 0, savedSeconds: 0 };
}
