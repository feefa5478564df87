import { CANDIDATE_SORT_KEYS, type CandidatePage, type CandidateSortKey, type ListCandidatesQuery } from '@stride/contracts';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';
import { candidateRows, toCandidateSummary, type CandidateSummaryRow } from '../summaries.js';
import { decodeCursor, encodeCursor, filterScope, isInstant } from './cursor.js';
import { DEFAULT_LIMIT, findSearchId } from './read-searches.js';

/**
 * The proposals of a search; the reference is no proposal. Candidates without a value for the sort key come last in
 * either order, and equal ones come in the order they were proposed.
 * @throws StrideError SEARCH_UNKNOWN | CURSOR_INVALID
 */
export async function listCandidates(db: Transaction, searchId: string, query: ListCandidatesQuery): Promise<CandidatePage> {
  const id = await findSearchId(db, searchId);
  const { sort = 'number', order = 'asc', limit = DEFAULT_LIMIT, cursor, ...filters } = query;
  const scope = `candidates ${id} ${sort} ${order} ${filterScope(filters)}`;
  const after = cursor === undefined ? null : decodeCursor(scope, cursor, isPositionIn(sort));
  const listed = Prisma.sql`c."searchId" = ${id}::uuid AND ${passes(filters)}`;
  const rows = await page(db, { listed, sort, order, limit: limit + 1, after });
  // A first page that is not full is all there is: few match, and finding them has read as much as counting would.
  const total = after === null && rows.length <= limit ? rows.length : await countProposals(db, listed);
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

type Filters = Omit<ListCandidatesQuery, 'sort' | 'order' | 'limit' | 'cursor'>;

/** What has no value is within no bounds. */
function passes(filters: Filters): Prisma.Sql {
  const { status, q } = filters;
  const bounds = CANDIDATE_SORT_KEYS.flatMap((key) => {
    if (key === 'finishedAt') return [];
    const [least, most] = [filters[`${key}Min`], filters[`${key}Max`]];
    return [
      ...(least === undefined ? [] : [Prisma.sql`${COLUMNS[key]} >= ${least}::float8`]),
      ...(most === undefined ? [] : [Prisma.sql`${COLUMNS[key]} <= ${most}::float8`]),
    ];
  });
  return Prisma.join([
    Prisma.sql`TRUE`,
    ...(status === undefined ? [] : [Prisma.sql`c."status" = ${status}::"CandidateStatus"`]),
    ...(q === undefined ? [] : [Prisma.sql`c."architectureText" LIKE ${containing(q)}`]),
    ...bounds,
  ], ' AND ');
}

/** There are no capitals in a one-line form. */
function containing(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** The reference is counted and taken off again: so an index holds all that counting needs, where one has what the filters ask for. */
async function countProposals(db: Transaction, listed: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<[{ readonly n: number }]>`
    SELECT (count(*) - (SELECT count(*) FROM "Candidate" c WHERE ${listed} AND c."number" = 0))::int AS "n" FROM "Candidate" c WHERE ${listed}`;
  return row.n;
}

/** Value of the sort key, then the candidate's number. */
type Position = [value: string | number | null, number: number];

interface PageQuery {
  readonly listed: Prisma.Sql;
  readonly sort: CandidateSortKey;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly after: Position | null;
}

/**
 * Those with a value and those without by a query each: either goes along an index from where the page begins, and stops where it is
 * full. PostgreSQL would sort the whole search for an order that ends with the nulls.
 */
async function page(db: Transaction, query: PageQuery): Promise<CandidateSummaryRow[]> {
  const { limit, after } = query;
  const withValue = after !== null && after[0] === null ? [] : await rowsWithValue(db, query);
  if (withValue.length === limit) return withValue;
  return [...withValue, ...await rowsWithout(db, { ...query, limit: limit - withValue.length })];
}

function rowsWithValue(db: Transaction, { listed, sort, order, limit, after }: PageQuery): Promise<CandidateSummaryRow[]> {
  const column = COLUMNS[sort];
  const [direction, from, beyond] = order === 'asc'
    ? [Prisma.sql`ASC`, Prisma.sql`>=`, Prisma.sql`>`] : [Prisma.sql`DESC`, Prisma.sql`<=`, Prisma.sql`<`];
  const bound = sort === 'finishedAt' ? Prisma.sql`${after?.[0]}::timestamptz` : Prisma.sql`${after?.[0]}::float8`;
  const follows = after === null ? Prisma.sql`${column} IS NOT NULL`
    : Prisma.sql`${column} ${from} ${bound} AND (${column} ${beyond} ${bound} OR c."number" > ${after[1]})`;
  return candidateRows(db, {
    where: Prisma.sql`${listed} AND c."number" > 0 AND ${follows}`, orderBy: Prisma.sql`${column} ${direction}, c."number"`, limit,
  });
}

function rowsWithout(db: Transaction, { listed, sort, limit, after }: PageQuery): Promise<CandidateSummaryRow[]> {
  const number = after !== null && after[0] === null ? after[1] : 0;
  return candidateRows(db, { where: Prisma.sql`${listed} AND c."number" > ${number} AND ${COLUMNS[sort]} IS NULL`, limit });
}

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
