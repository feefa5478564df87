/** Which completed candidate is expected to be the best. */
import { chooseLeader, type Decision } from '@stride/core';
import { Prisma } from '../generated/client.js';
import { WITHIN_CAPS } from '../searches/caps.js';

type Transaction = Prisma.TransactionClient;

interface Row {
  readonly id: string;
  readonly number: number;
  readonly architectureHash: string;
  readonly encoding: readonly number[];
  readonly reward: number;
}

/** Another candidate than before. */
export interface NewLeader {
  readonly candidateId: string;
  readonly candidateNumber: number;
  /** What is expected of its reward. */
  readonly estimate: number;
}

/**
 * Chooses among what has completed within the caps, in the order in which it finished, and stores the choice with the search.
 * @returns the leader when it has changed, else null
 */
export async function updateLeader(tx: Transaction, searchId: string, decisions: readonly Decision[]): Promise<NewLeader | null> {
  const before = await tx.search.findUnique({ where: { id: searchId }, select: { leader: true } });
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c."id", c."number", c."architectureHash", c."encoding", c."reward" FROM "Candidate" c JOIN "Search" s ON s."id" = c."searchId"
    WHERE c."searchId" = ${searchId}::uuid AND c."role" = 'candidate' AND c."status" = 'completed' AND c."reward" IS NOT NULL AND ${WITHIN_CAPS}
    ORDER BY c."finishedAt", c."number"`;
  const leader = chooseLeader(decisions, rows.map(({ architectureHash: hash, encoding, reward }) => ({ hash, encoding, reward })));
  const row = leader === null ? undefined : rows[leader.place];
  const stored = leader === null || row === undefined ? Prisma.DbNull : { number: row.number, estimate: leader.estimate };
  await tx.search.update({ where: { id: searchId }, data: { leader: stored } });
  const known = before?.leader as { readonly number: number } | null | undefined;
  if (leader === null || row === undefined || known?.number === row.number) return null;
  return { candidateId: row.id, candidateNumber: row.number, estimate: leader.estimate };
}
