import type { ListSearchesQuery, SearchDetail, SearchPage } from '@stride/contracts';
import { StrideError, type Device, type ProxyTask, type SearchSpace, type StepTime } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { ReferenceStepTime, Search } from '../generated/client.js';
import { isId } from '../ids.js';
import { candidateRows, searchSummaries, searchSummary, stored, toCandidateSummary } from '../summaries.js';
import { decodeCursor, encodeCursor, isInstant } from './cursor.js';
import { spaceSize } from './spaces.js';
import { trainingTime } from './training-time.js';

export const DEFAULT_LIMIT = 50;

/**
 * Newest first.
 * @throws StrideError CURSOR_INVALID
 */
export async function listSearches(db: Transaction, query: ListSearchesQuery): Promise<SearchPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const scope = `searches ${query.status ?? 'all'}`;
  const ofStatus: Prisma.SearchWhereInput = query.status ? { status: query.status } : {};
  const after = query.cursor === undefined ? null : decodeCursor(scope, query.cursor, isPosition);
  const rows = await db.search.findMany({
    where: after ? { AND: [ofStatus, olderThan(after)] } : ofStatus,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const [items, total] = await Promise.all([searchSummaries(db, shown), db.search.count({ where: ofStatus })]);
  const nextCursor = rows.length > limit && last ? encodeCursor(scope, [last.createdAt.toISOString(), last.id]) : null;
  return { items, nextCursor, total };
}

type Position = [createdAt: string, id: string];

function isPosition(values: unknown[]): values is Position {
  const [createdAt, id] = values;
  return values.length === 2 && isInstant(createdAt) && typeof id === 'string' && isId(id);
}

function olderThan([createdAt, id]: Position): Prisma.SearchWhereInput {
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** @throws StrideError SEARCH_UNKNOWN */
export async function searchDetail(db: Transaction, searchId: string): Promise<SearchDetail> {
  const row = await findSearch(db, searchId);
  const [summary, stepTimes, [reference], time] = await Promise.all([
    searchSummary(db, row.id),
    db.referenceStepTime.findMany({ where: { searchId: row.id }, orderBy: { measuredAt: 'asc' } }),
    candidateRows(db, { where: Prisma.sql`c."searchId" = ${row.id}::uuid AND c."number" = 0` }),
    trainingTime(db, row.id),
  ]);
  return {
    ...summary,
    space: stored<SearchSpace>(row.space), proxyTask: stored<ProxyTask>(row.proxyTask),
    spaceSize: String(spaceSize(row)),
    referenceParams: row.referenceParams,
    referenceStepTimes: stepTimes.map(toReferenceStepTime),
    reference: reference ? toCandidateSummary(reference) : null,
    trainingTime: time,
  };
}

/**
 * The row of a search; text that is no UUID names none.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function findSearch(db: Transaction, searchId: string): Promise<Search> {
  const row = isId(searchId) ? await db.search.findUnique({ where: { id: searchId } }) : null;
  if (!row) {
    throw new StrideError('SEARCH_UNKNOWN', `no search has the id ${JSON.stringify(searchId)}; GET /v1/searches lists them`);
  }
  return row;
}

function toReferenceStepTime(row: ReferenceStepTime): SearchDetail['referenceStepTimes'][number] {
  return {
    deviceClass: row.deviceClass, stepTimeMs: stored<StepTime>(row.stepTimeMs), device: stored<Device>(row.device),
    measuredAt: row.measuredAt.toISOString(),
  };
}
