import type { RewardInput } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';

/** A completed candidate with all that any objective's reward is computed from. */
export interface MeasuredCandidate extends RewardInput {
  readonly id: string;
  readonly number: number;
  readonly deviceClass: string;
  readonly reward: number;
  readonly finishedAt: Date;
}

/** Which network that is. */
export interface MeasuredNetwork extends MeasuredCandidate {
  readonly architectureText: string;
  readonly architectureHash: string;
  /** Index vector in the space of the search. */
  readonly encoding: readonly number[];
}

/**
 * The completed candidates of a search, the reference left out. Those of a class of device whose S0 is not known cannot be
 * scored and are left out, too.
 */
export function measuredCandidates(db: Transaction, searchId: string): Promise<MeasuredCandidate[]> {
  return read<MeasuredCandidate>(db, searchId, Prisma.empty);
}

/** The same with their networks, which takes twice as long. */
export function measuredNetworks(db: Transaction, searchId: string): Promise<MeasuredNetwork[]> {
  return read<MeasuredNetwork>(db, searchId, Prisma.sql`, c."architectureText", c."architectureHash", c."encoding"`);
}

function read<T>(db: Transaction, searchId: string, more: Prisma.Sql): Promise<T[]> {
  return db.$queryRaw<T[]>`
    SELECT c."id", c."number", c."accuracy", c."stepTimeMs", c."params", c."deviceClass", c."reward", c."finishedAt", c."peakMemoryBytes",
      (r."stepTimeMs"->>'median')::float8 AS "referenceStepTimeMs", s."referenceParams"${more}
    FROM "Candidate" c JOIN "Search" s ON s."id" = c."searchId"
      JOIN "ReferenceStepTime" r ON r."searchId" = c."searchId" AND r."deviceClass" = c."deviceClass"
    WHERE c."searchId" = ${searchId}::uuid AND c."role" = 'candidate' AND c."status" = 'completed'
      AND c."accuracy" IS NOT NULL AND c."stepTimeMs" IS NOT NULL AND c."reward" IS NOT NULL
    ORDER BY c."finishedAt", c."number"`;
}
