/** Reading and pruning the event log. */
import type { LiveEvent } from '@stride/contracts';
import { StrideError } from '@stride/core';
import type { Database, Transaction } from '../client.js';

export interface ReadEvents {
  /** Only events after this one: an id that an event had, or '0' for all. */
  readonly afterId: string;
  /** Only those of one search; those of no search (workers) are left out then. */
  readonly searchId?: string;
  /** At most this many, oldest first; default 500. */
  readonly limit?: number;
}

const MAX_ID = 9_223_372_036_854_775_807n;

type Reader = Pick<Transaction, 'event'>;

/** Events in order. @throws StrideError CURSOR_INVALID when afterId is not an event id. */
export async function readEvents(db: Reader, query: ReadEvents): Promise<LiveEvent[]> {
  const rows = await db.event.findMany({
    where: { id: { gt: parseEventId(query.afterId) }, ...(query.searchId === undefined ? {} : { searchId: query.searchId }) },
    orderBy: { id: 'asc' },
    take: query.limit ?? 500,
  });
  // appendEvents takes only events whose type and data belong together.
  return rows.map((row) => ({
    id: row.id.toString(), searchId: row.searchId, at: row.at.toISOString(), type: row.type, data: row.data,
  }) as unknown as LiveEvent);
}

/** @throws StrideError CURSOR_INVALID */
export function parseEventId(text: string): bigint {
  const id = /^\d{1,19}$/.test(text) ? BigInt(text) : undefined;
  if (id === undefined || id > MAX_ID) {
    throw new StrideError('CURSOR_INVALID', `${JSON.stringify(text.slice(0, 40))} is not an event id; those are whole numbers, as in the id: lines of the stream.`);
  }
  return id;
}

/**
 * Whether events after this one may have been deleted already. Conservative: where nothing before it is left to tell, they may.
 * @throws StrideError CURSOR_INVALID
 */
export async function mayHaveForgotten(db: Pick<Transaction, '$queryRaw'>, afterId: string): Promise<boolean> {
  const [kept] = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Event" WHERE "id" <= ${parseEventId(afterId)} AND "type" <> 'log.appended' ORDER BY "id" DESC LIMIT 1`;
  return kept === undefined;
}

/** Id of the newest event; '0' when there is none. */
export async function latestEventId(db: Reader): Promise<string> {
  const newest = await db.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return (newest?.id ?? 0n).toString();
}

/**
 * Deletes events older than a moment, but no lines of a log, which are kept as long as their search is, and never the newest event, so that
 * `latestEventId` does not go back. Returns how many.
 * Times rise with ids, so the oldest to stay is found by walking only those that go.
 */
export async function pruneEvents(db: Pick<Database, 'prisma'>, olderThan: Date): Promise<number> {
  return db.prisma.$executeRaw`
    DELETE FROM "Event" WHERE "type" <> 'log.appended' AND "id" < COALESCE(
      (SELECT "id" FROM "Event" WHERE "at" >= ${olderThan}::timestamptz ORDER BY "id" LIMIT 1),
      (SELECT max("id") FROM "Event"))`;
}
