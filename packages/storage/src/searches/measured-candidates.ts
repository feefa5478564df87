import type { RewardInput } from '@stride/core';
import type { Transaction } from '../client.js';

/** A completed candidate with all that any objective's reward is computed from. */
export interface MeasuredCandidate extends RewardInput {
  readonly id: string;
  readonly number: number;
  readonly architectureText: string;
  readonly architectureHash: string;
  /** Index vector in the space of the search. */
  readonly encoding: readonly number[];
  readonly deviceClass: string;
  readonly reward: number;
  readonly finishedAt: Date;
}

/**
 * The completed candidates of a search, the reference left out. Those of a class of device whose S0 is not known cannot be
 * scored and are left out, too.
 */
export function measuredCandidates(db: Transaction, searchId: string): Promise<MeasuredCandidate[]> {
  return db.$queryRaw<MeasuredCandidate[]>`
    SELECT c."id", c."number", c."architectureText", c."architectureHash", c."encoding", c."accuracy", c."stepTimeMs", c."params", c."deviceClass",
      c."reward", c."finishedAt",
      c."peakMemoryBytes", (r."stepTimeMs"->>'median')::float8 AS "referenceStepTimeMs", s."referenceParams"
    FROM "Candidate" c JOIN "Search" s ON s."id" = c."searchId"
      JOIN "ReferenceStepTime" r ON r."searchId" = c."searchId" AND r."deviceClass" = c."deviceClass"
    WHERE c."searchId" = ${searchId}::uuid AND c."role" = 'candidate' AND c."status" = 'completed'
      AND c."accuracy" IS NOT NULL AND c."stepTimeMs" IS NOT NULL AND c."reward" IS NOT NULL
    ORDER BY c."finishedAt", c."number"`;
}
