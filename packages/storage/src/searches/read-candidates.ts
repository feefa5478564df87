import type { CandidateDetail, CandidatePage, CandidateSortKey, ListCandidatesQuery } from '@stride/contracts';
import { StrideError, type Architecture, type CurvePoint, type Measurement } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { Attempt as AttemptRow } from '../generated/client.js';
import { isId } from '../ids.js';
import {
  candidateRows, stored, toAttempt, toCandidateSummary, toCurvePoint, type CandidateSummaryRow,
} from '../summaries.js';
import { WITHIN_CAPS } from './caps.js';
import { decodeCursor, encodeCursor, isInstant } from './cursor.js';
import { noneCompleted } from './none-completed.js';
import { DEFAULT_LIMIT, findSearch } from './read-searches.js';

/**
 * The proposals of a search; the reference is no proposal. Candidates without a value for the sort key come last in
 * either order, and equal ones come in the order they were proposed.
 * @throws StrideError SEARCH_UNKNOWN | CURSOR_INVALID
 */
export async function listCandidates(db: Transaction, searchId: string, query: ListCandidatesQuery): Promise<CandidatePage> {
  const { id } = await findSearch(db, searchId);
  const { sort = 'number', order = 'asc', limit = DEFAULT_LIMIT } = query;
  const scope = `candidates ${id} ${query.status ?? 'all'} ${sort} ${order}`;
  const listed = proposals(id, query.status);
  const after = query.cursor === undefined ? Prisma.sql`TRUE` : follows(sort, order, decodeCursor(scope, query.cursor, isPositionIn(sort)));
  const [rows, total] = await Promise.all([
    candidateRows(db, {
      where: Prisma.sql`${listed} AND (${after})`,
      orderBy: Prisma.sql`${COLUMNS[sort]} ${order === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`} NULLS LAST, c."number" ASC`,
      limit: limit + 1,
    }),
    countCandidates(db, listed),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(scope, [sortValue(last, sort), last.number]) : null;
  return { items: shown.map(toCandidateSummary), nextCursor, total };
}

const COLUMNS: Readonly<Record<CandidateSortKey, Prisma.Sql>> = {
  number: Prisma.sql`c."number"`, reward: Prisma.sql`c."reward"`, accuracy: Prisma.sql`c."accuracy"`,
  stepTimeMs: Prisma.sql`c."stepTimeMs"`, params: Prisma.sql`c."params"`, multiplyAdds: Prisma.sql`c."multiplyAdds"`,
  finishedAt: Prisma.sql`c."finishedAt"`,
};

function proposals(searchId: string, status?: string): Prisma.Sql {
  const ofStatus = status === undefined ? Prisma.empty : Prisma.sql`AND c."status" = ${status}::"CandidateStatus"`;
  return Prisma.sql`c."searchId" = ${searchId}::uuid AND c."number" > 0 ${ofStatus}`;
}

async function countCandidates(db: Transaction, where: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<{ readonly n: number }[]>`SELECT count(*)::int AS "n" FROM "Candidate" c WHERE ${where}`;
  return row?.n ?? 0;
}

/** Value of the sort key, then the candidate's number. */
type Position = [value: string | number | null, number: number];

function isPositionIn(sort: CandidateSortKey): (values: unknown[]) => values is Position {
  const isValue = sort === 'finishedAt' ? isInstant : Number.isFinite;
  return (values): values is Position => {
    const [value, number] = values;
    return values.length === 2 && (value === null || isValue(value))
      && Number.isInteger(number) && Number(number) >= 0 && Number(number) < 2 ** 31;
  };
}

function sortValue(row: CandidateSummaryRow, sort: CandidateSortKey): string | number | null {
  if (sort === 'finishedAt') return row.finishedAt?.toISOString() ?? null;
  return sort === 'stepTimeMs' ? row.stepTime?.median ?? null : row[sort];
}

/** The rows that come after a position; nulls are last in either order. */
function follows(sort: CandidateSortKey, order: 'asc' | 'desc', [value, number]: Position): Prisma.Sql {
  const column = COLUMNS[sort];
  if (value === null) return Prisma.sql`${column} IS NULL AND c."number" > ${number}`;
  const bound = sort === 'finishedAt' ? Prisma.sql`${value}::timestamptz` : Prisma.sql`${value}::float8`;
  const beyond = order === 'asc' ? Prisma.sql`${column} > ${bound}` : Prisma.sql`${column} < ${bound}`;
  return Prisma.sql`${beyond} OR ${column} IS NULL OR (${column} = ${bound} AND c."number" > ${number})`;
}

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
  const [best] = await db.$queryRaw<{ readonly id: string }[]>`
    SELECT c."id" FROM "Candidate" c JOIN "Search" s ON s."id" = c."searchId"
    WHERE c."searchId" = ${search.id}::uuid AND c."role" = 'candidate' AND c."status" = 'completed' AND c."reward" IS NOT NULL AND ${WITHIN_CAPS}
    ORDER BY (c."number" = (s."leader"->>'number')::int) IS TRUE DESC, c."reward" DESC, c."number" LIMIT 1`;
  if (best) return candidateDetail(db, best.id);
  throw await noneCompleted(db, search);
}
