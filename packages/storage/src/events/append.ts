/** Writing the event log. */
import { storable, type NewLiveEvent } from '@stride/contracts';
import type { Transaction } from '../client.js';
import { EVENTS_CHANNEL, EVENTS_LOCK } from './channel.js';

/**
 * Appends events in the caller's transaction, in their order, and announces them when it commits.
 *
 * Ids are in commit order: from here to the caller's commit no other transaction can append, so a reader that has seen
 * id n has seen everything before it. Hence call it last in the transaction; whoever takes row locks after it may run
 * into a deadlock with one that waits here (which `Database.transaction` runs again).
 * @returns the last id, or undefined when there was nothing to append.
 */
export async function appendEvents(tx: Transaction, events: readonly NewLiveEvent[]): Promise<string | undefined> {
  if (events.length === 0) return undefined;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${EVENTS_LOCK})`;
  const rows = JSON.stringify(storable(events.map(({ searchId, type, data }) => ({ searchId, type, data }))));
  // The time is read under the lock, unlike CURRENT_TIMESTAMP (the transaction's start), so that it rises with the id.
  const [last] = await tx.$queryRaw<{ id: bigint }[]>`
    WITH appended AS (
      INSERT INTO "Event" ("searchId", "type", "data", "at")
      SELECT ("row" ->> 'searchId')::uuid, "row" ->> 'type', "row" -> 'data', clock_timestamp()
      FROM jsonb_array_elements(${rows}::jsonb) WITH ORDINALITY AS "input" ("row", "position")
      ORDER BY "position"
      RETURNING "id"
    )
    SELECT max("id") AS "id" FROM appended`;
  const id = String(last?.id);
  await tx.$executeRaw`SELECT pg_notify(${EVENTS_CHANNEL}, ${id})`;
  return id;
}
