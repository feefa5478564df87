import type { CandidateCurve, CandidateCurves, ListCurvesQuery } from '@stride/contracts';
import { StrideError } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';
import { isId } from '../ids.js';
import { findSearchId } from './read-searches.js';

/**
 * Learning curves of the candidates that a query names, by number, each once; of none where it names none. A curve is the measured
 * one, or of a candidate without a result what its latest attempt has reported.
 * @throws StrideError SEARCH_UNKNOWN | CANDIDATE_UNKNOWN for an id that is no candidate of this search
 */
export async function candidateCurves(db: Transaction, searchId: string, query: ListCurvesQuery): Promise<CandidateCurves> {
  const id = await findSearchId(db, searchId);
  const items = await db.$queryRaw<CandidateCurve[]>`
    SELECT c."id" AS "candidateId", c."number", c."status"::text AS "status", c."reward", COALESCE(
      NULLIF(c."measurement"->'curve', '[]'),
      (SELECT jsonb_agg(to_jsonb(p) - 'attemptId' ORDER BY p."step") FROM "CurvePoint" p WHERE p."attemptId" = a."id"),
      '[]') AS "curve"
    FROM (${Prisma.join(chosen(id, query), ' UNION ')}) chosen JOIN "Candidate" c USING ("id")
    LEFT JOIN LATERAL (
      SELECT "id" FROM "Attempt" WHERE "candidateId" = c."id" ORDER BY "number" DESC LIMIT 1
    ) a ON TRUE
    ORDER BY c."number"`;
  refuseUnknown(id, query.ids ?? [], items);
  return { items };
}

/** One query for each way of naming candidates, for the ids of those it names. */
function chosen(searchId: string, { ids = [], top, running }: ListCurvesQuery): Prisma.Sql[] {
  const ofSearch = Prisma.sql`SELECT "id" FROM "Candidate" WHERE "searchId" = ${searchId}::uuid`;
  return [
    Prisma.sql`(${ofSearch} AND "id" = ANY(${ids.filter(isId)}::uuid[]))`,
    ...(top === undefined ? [] : [
      Prisma.sql`(${ofSearch} AND "number" > 0 AND "status" = 'completed' AND "reward" IS NOT NULL ORDER BY "reward" DESC, "number" LIMIT ${top}::int)`]),
    ...(running === true ? [Prisma.sql`(${ofSearch} AND "number" > 0 AND "status" = 'running')`] : []),
  ];
}

function refuseUnknown(searchId: string, ids: readonly string[], items: readonly CandidateCurve[]): void {
  const known = new Set(items.map(({ candidateId }) => candidateId));
  const issues = ids.flatMap((id, index) => (known.has(id.toLowerCase()) ? [] : [{
    path: `/ids/${index}`, message: `no candidate of search ${searchId} has the id ${JSON.stringify(id)}`,
  }]));
  const [first] = issues;
  if (first) throw new StrideError('CANDIDATE_UNKNOWN', first.message, { issues });
}
