import type { CandidateDetail } from '@stride/contracts';
import { StrideError, type Architecture, type CurvePoint, type Measurement } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { Attempt as AttemptRow } from '../generated/client.js';
import { isId } from '../ids.js';
import { candidateRows, stored, toAttempt, toCandidateSummary, toCurvePoint } from '../summaries.js';
import { WITHIN_CAPS } from './caps.js';
import { noneCompleted } from './none-completed.js';
import { findSearch } from './read-searches.js';

/**
 * Everything about one candidate, the reference too.
 * @throws StrideError CANDIDATE_UNKNOWN
 */
export async function candidateDetail(db: Transaction, candidateId: string): Promise<CandidateDetail> {
  const [row, [summary]] = isId(candidateId)
    ? await Promise.all([
      db.candidate.findUnique({
        where: { id: candidateId },
        select: { architecture: true, measurement: true, attempts: { orderBy: { number: 'asc' } } },
      }),
      candidateRows(db, { where: Prisma.sql`c."id" = ${candidateId}::uuid` }),
    ])
    : [null, []];
  if (!row || !summary) {
    throw new StrideError('CANDIDATE_UNKNOWN', `no candidate has the id ${JSON.stringify(candidateId)}`);
  }
  const measurement = stored<Measurement | null>(row.measurement);
  return {
    ...toCandidateSummary(summary),
    architecture: stored<Architecture>(row.architecture),
    curve: [...await curveOf(db, measurement, row.attempts)],
    device: measurement?.device ?? null, calibrationMs: measurement?.calibrationMs ?? null,
    stepTimeQuantilesMs: measurement?.stepTimeQuantilesMs === undefined ? null : [...measurement.stepTimeQuantilesMs],
    peakMemoryBytes: measurement?.peakMemoryBytes ?? null,
    trainSeconds: measurement?.trainSeconds ?? null, timeSeconds: measurement?.timeSeconds ?? null,
    attemptHistory: row.attempts.map(toAttempt),
  };
}

/** The measured curve, or of a candidate still in training what its latest attempt has reported so far. */
async function curveOf(
  db: Transaction, measurement: Measurement | null, attempts: readonly AttemptRow[],
): Promise<readonly CurvePoint[]> {
  if (measurement && measurement.curve.length > 0) return measurement.curve;
  const latest = attempts.at(-1);
  if (!latest) return [];
  const points = await db.curvePoint.findMany({ where: { attemptId: latest.id }, orderBy: { step: 'asc' } });
  return points.map(toCurvePoint);
}

/**
 * The search's leader: the candidate whose reward is expected to be the best (core's chooseLeader). Before there is one, the completed
 * candidate with the highest reward of those that keep within the caps, the first proposed among equals.
 * @throws StrideError SEARCH_UNKNOWN | NO_COMPLETED_CANDIDATE
 */
export async function bestCandidate(db: Transaction, searchId: string): Promise<CandidateDetail> {
  const search = await findSearch(db, searchId);
  const eligible = Prisma.sql`c."searchId" = s."id" AND c."role" = 'candidate' AND c."status" = 'completed' AND c."reward" IS NOT NULL AND ${WITHIN_CAPS}`;
  const [row] = await db.$queryRaw<[{ readonly id: string | null }]>`
    SELECT COALESCE(
      (SELECT c."id" FROM "Candidate" c WHERE ${eligible} AND c."number" = (s."leader"->>'number')::int),
      (SELECT c."id" FROM "Candidate" c WHERE ${eligible} ORDER BY c."reward" DESC, c."number" LIMIT 1)) AS "id"
    FROM "Search" s WHERE s."id" = ${search.id}::uuid`;
  if (row.id !== null) return candidateDetail(db, row.id);
  throw await noneCompleted(db, search);
}
