import type { Transaction } from '../client.js';
import { findSearchId } from './read-searches.js';

/**
 * The `SearchAttempts` of a search as JSON, for the reasons of `searchPoints`.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function searchAttempts(db: Transaction, searchId: string): Promise<string> {
  const id = await findSearchId(db, searchId);
  const [row] = await db.$queryRaw<[{ readonly json: string }]>`
    WITH begun AS (
      SELECT c."id" AS "candidateId", c."number", a."number" AS "attempt", a."trainingId", a."workerId", a."status", a."failureReason",
        a."startedAt", a."endedAt", a."id"
      FROM "Candidate" c JOIN "Attempt" a ON a."candidateId" = c."id"
      WHERE c."searchId" = ${id}::uuid AND a."startedAt" IS NOT NULL
      UNION ALL
      SELECT c."id", c."number", a."number", a."trainingId", a."workerId", a."status", a."failureReason", a."startedAt", a."endedAt", a."id"
      FROM "Candidate" c JOIN "Training" t ON t."candidateId" = c."id" JOIN "Attempt" a ON a."trainingId" = t."id"
      WHERE c."searchId" = ${id}::uuid AND a."startedAt" IS NOT NULL
    ), workers AS (
      SELECT COALESCE(array_agg(DISTINCT "workerId") FILTER (WHERE "workerId" IS NOT NULL), '{}') AS "names" FROM begun
    )
    SELECT json_build_object(
      'lastEventId', (SELECT COALESCE(max("id"), 0)::text FROM "Event"),
      'workers', (SELECT "names" FROM workers),
      'columns', json_build_object(
        'candidateId', COALESCE(json_agg(b."candidateId" ORDER BY b."startedAt", b."id"), '[]'),
        'number', COALESCE(json_agg(b."number" ORDER BY b."startedAt", b."id"), '[]'),
        'attempt', COALESCE(json_agg(b."attempt" ORDER BY b."startedAt", b."id"), '[]'),
        'trainingId', COALESCE(json_agg(b."trainingId" ORDER BY b."startedAt", b."id"), '[]'),
        'worker', COALESCE(json_agg(array_position((SELECT "names" FROM workers), b."workerId") - 1 ORDER BY b."startedAt", b."id"), '[]'),
        'status', COALESCE(json_agg(b."status" ORDER BY b."startedAt", b."id"), '[]'),
        'failureReason', COALESCE(json_agg(b."failureReason" ORDER BY b."startedAt", b."id"), '[]'),
        'startedAt', COALESCE(json_agg((date_part('epoch', b."startedAt") * 1000)::bigint ORDER BY b."startedAt", b."id"), '[]'),
        'endedAt', COALESCE(json_agg((date_part('epoch', b."endedAt") * 1000)::bigint ORDER BY b."startedAt", b."id"), '[]')
      )
    )::text AS "json"
    FROM begun b`;
  return row.json;
}
