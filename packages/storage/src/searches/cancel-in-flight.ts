import type { Transaction } from '../client.js';

/**
 * Cancels every queued and running candidate of a search with its attempts; returns the candidates' ids. One statement
 * finds and changes them: a report accepted at the same moment has either finished its candidate or is refused.
 */
export async function cancelInFlight(tx: Transaction, searchId: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    UPDATE "Candidate" SET "status" = 'cancelled', "finishedAt" = ${now}::timestamptz
    WHERE "searchId" = ${searchId}::uuid AND "status" IN ('queued', 'running') RETURNING "id"`;
  const ids = rows.map((row) => row.id);
  await tx.attempt.updateMany({
    where: { candidateId: { in: ids }, status: { in: ['queued', 'running'] } }, data: { status: 'cancelled', endedAt: now },
  });
  return ids;
}
