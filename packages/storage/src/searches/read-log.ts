import { LOG_LEVELS, type ListLogQuery, type SearchLog } from '@stride/contracts';
import type { Transaction } from '../client.js';
import { parseEventId } from '../events/index.js';
import { Prisma } from '../generated/client.js';
import { findSearch } from './read-searches.js';

const DEFAULT_LIMIT = 100;

/** @throws StrideError SEARCH_UNKNOWN | CURSOR_INVALID */
export async function searchLog(db: Transaction, searchId: string, { limit = DEFAULT_LIMIT, before, level = 'info' }: ListLogQuery): Promise<SearchLog> {
  const { id } = await findSearch(db, searchId);
  const levels = LOG_LEVELS.slice(LOG_LEVELS.indexOf(level));
  const earlier = before === undefined ? Prisma.empty : Prisma.sql`AND "id" < ${parseEventId(before)}`;
  const rows = await db.$queryRaw<{ readonly id: bigint; readonly data: Omit<SearchLog['items'][number], 'id'> }[]>`
    SELECT "id", "data" FROM "Event"
    WHERE "searchId" = ${id}::uuid AND "type" = 'log.appended' AND "data"->>'level' = ANY(${levels}) ${earlier}
    ORDER BY "id" DESC LIMIT ${limit + 1}::int`;
  return { items: rows.slice(0, limit).map((row) => ({ id: String(row.id), ...row.data })), more: rows.length > limit };
}
