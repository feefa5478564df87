import type { ListSearchesQuery, SearchDetail, SearchPage, SearchSummary } from '@stride/contracts';
import { StrideError, type Device, type ProxyTask, type SearchSpace, type StepTime } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { ReferenceStepTime, Search } from '../generated/client.js';
import { isId } from '../ids.js';
import { BEYOND_SUMMARY, candidateRows, searchSummaries, stored, toCandidateSummary } from '../summaries.js';
import { decodeCursor, encodeCursor, filterScope, isInstant } from './cursor.js';
import { spaceSize } from './spaces.js';
import { trainingTime } from './training-time.js';

export const DEFAULT_LIMIT = 50;

/**
 * Newest first.
 * @throws StrideError CURSOR_INVALID
 */
export async function listSearches(db: Transaction, { cursor, limit = DEFAULT_LIMIT, ...filters }: ListSearchesQuery): Promise<SearchPage> {
  const scope = `searches ${filterScope(filters)}`;
  const after = cursor === undefined ? null : decodeCursor(scope, cursor, isPosition);
  const listed = await whereListed(db, filters);
  const [rows, total] = await Promise.all([
    db.search.findMany({
      where: after ? { AND: [listed, olderThan(after)] } : listed,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      omit: BEYOND_SUMMARY,
    }),
    db.search.count({ where: listed }),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(scope, [last.createdAt.toISOString(), last.id]) : null;
  return { items: await searchSummaries(db, shown), nextCursor, total };
}

async function whereListed(db: Transaction, { status, q }: Pick<ListSearchesQuery, 'status' | 'q'>): Promise<Prisma.SearchWhereInput> {
  return {
    ...(status === undefined ? {} : { status }),
    ...(q === undefined ? {} : { id: { in: await searchesContaining(db, q) } }),
  };
}

/** Letters of any script, whatever their case: the database's own collation may know those of English only. */
async function searchesContaining(db: Transaction, text: string): Promise<string[]> {
  const contains = (column: Prisma.Sql) => Prisma.sql`strpos(lower(${column} COLLATE "und-x-icu"), lower(${text} COLLATE "und-x-icu")) > 0`;
  const columns = [Prisma.sql`"name"`, Prisma.sql`"spaceName"`, Prisma.sql`"dataset"`];
  const rows = await db.$queryRaw<{ readonly id: string }[]>`SELECT "id" FROM "Search" WHERE ${Prisma.join(columns.map(contains), ' OR ')}`;
  return rows.map(({ id }) => id);
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
  const [[summary], stepTimes, [reference], time] = await Promise.all([
    searchSummaries(db, [row]),
    db.referenceStepTime.findMany({ where: { searchId: row.id }, orderBy: { measuredAt: 'asc' } }),
    candidateRows(db, { where: Prisma.sql`c."searchId" = ${row.id}::uuid AND c."number" = 0` }),
    trainingTime(db, row.id),
  ]);
  return {
    ...(summary as SearchSummary),
    space: stored<SearchSpace>(row.space), proxyTask: stored<ProxyTask>(row.proxyTask),
    spaceSize: String(spaceSize(row)),
    referenceParams: row.referenceParams,
    referenceStepTimes: stepTimes.map(toReferenceStepTime),
    reference: reference ? toCandidateSummary(reference) : null,
    trainingTime: time,
  };
}

/** A search without the state of its strategy, which only controllers read and which grows with the search. */
export type FoundSearch = Omit<Search, 'strategyState'>;

/**
 * The row of a search; text that is no UUID names none.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function findSearch(db: Transaction, searchId: string): Promise<FoundSearch> {
  const row = isId(searchId) ? await db.search.findUnique({ where: { id: searchId }, omit: { strategyState: true } }) : null;
  if (!row) throw unknownSearch(searchId);
  return row;
}

/**
 * The id of a search, as it is written here, where nothing else of it is needed.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function findSearchId(db: Transaction, searchId: string): Promise<string> {
  const row = isId(searchId) ? await db.search.findUnique({ where: { id: searchId }, select: { id: true } }) : null;
  if (!row) throw unknownSearch(searchId);
  return row.id;
}

function unknownSearch(searchId: string): StrideError {
  return new StrideError('SEARCH_UNKNOWN', `no search has the id ${JSON.stringify(searchId)}; GET /v1/searches lists them`);
}

function toReferenceStepTime(row: ReferenceStepTime): SearchDetail['referenceStepTimes'][number] {
  return {
    deviceClass: row.deviceClass, stepTimeMs: stored<StepTime>(row.stepTimeMs), device: stored<Device>(row.device),
    measuredAt: row.measuredAt.toISOString(),
  };
}
