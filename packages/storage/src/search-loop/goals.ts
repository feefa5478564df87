import { goalsOf, type Objective, type RewardInput, type UntoldResult } from '@stride/core';
import { Prisma } from '../generated/client.js';

type Transaction = Prisma.TransactionClient;

interface MeasuredRow extends RewardInput {
  readonly id: string;
  readonly reward: number | null;
  readonly objective: Objective;
}

/**
 * Results with what several goals make of them, for a search that has several; those that were not measured have none. The
 * accuracy of a candidate that was not trained to the end is expected to grow as its reward is.
 */
export async function withGoals(tx: Transaction, results: readonly UntoldResult[]): Promise<UntoldResult[]> {
  const rows = await tx.$queryRaw<MeasuredRow[]>`
    SELECT c."id", c."reward", c."accuracy", c."stepTimeMs", c."params", s."objective", s."referenceParams",
      (c."measurement"->>'peakMemoryBytes')::float8 AS "peakMemoryBytes", (r."stepTimeMs"->>'median')::float8 AS "referenceStepTimeMs"
    FROM "Candidate" c JOIN "Search" s ON s."id" = c."searchId"
      JOIN "ReferenceStepTime" r ON r."searchId" = c."searchId" AND r."deviceClass" = c."deviceClass"
    WHERE c."id" = ANY(${results.map(({ id }) => id)}::uuid[]) AND c."accuracy" IS NOT NULL AND c."stepTimeMs" IS NOT NULL`;
  const measured = new Map(rows.map((row) => [row.id, row]));
  return results.map((result) => {
    const row = measured.get(result.id);
    if (row === undefined || result.reward === null) return result;
    const growth = row.reward !== null && row.reward > 0 ? result.reward / row.reward : 1;
    return { ...result, goals: goalsOf(row.objective, { ...row, accuracy: Math.min(1, row.accuracy * growth) }) };
  });
}
