import type { SearchDetail } from '@stride/contracts';
import type { Transaction } from '../client.js';

/**
 * What the training of a search's proposals has taken, and an estimate of what it would have taken more to train the pruned ones to
 * the end: each at the pace that it had, to the step at which those end that were not pruned.
 */
export async function trainingTime(db: Transaction, searchId: string): Promise<SearchDetail['trainingTime']> {
  const [row] = await db.$queryRaw<SearchDetail['trainingTime'][]>`
    SELECT COALESCE(sum(c."seconds"), 0) AS "spentSeconds",
      COALESCE(sum(c."seconds" * (GREATEST(whole."steps", c."prunedAtStep")::float8 / c."prunedAtStep" - 1)), 0) AS "savedSeconds"
    FROM (
      SELECT ("measurement"->>'trainSeconds')::float8 AS "seconds", "prunedAtStep" FROM "Candidate"
      WHERE "searchId" = ${searchId}::uuid AND "role" = 'candidate' AND "status" IN ('completed', 'pruned') AND "reusedFrom" IS NULL
    ) c CROSS JOIN (
      SELECT max(("measurement"->'curve'->-1->>'step')::int) AS "steps" FROM "Candidate"
      WHERE "searchId" = ${searchId}::uuid AND "status" = 'completed'
    ) whole`;
  return row ?? { spentSeconds: 0, savedSeconds: 0 };
}
