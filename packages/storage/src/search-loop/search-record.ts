import type { Budget } from '@stride/contracts';
import type { JsonValue, Objective, ProxyTask, SearchSpace, SearchStatus } from '@stride/core';
import { Prisma } from '../generated/client.js';
import { cancelInFlight } from '../searches/cancel-in-flight.js';
import { spaceOf } from '../searches/spaces.js';
import type { WarmStart } from '../searches/warm-start.js';
import { stored } from '../summaries.js';

type Transaction = Prisma.TransactionClient;

/** A search as its loop needs it. */
export interface SearchRecord {
  readonly id: string;
  readonly status: SearchStatus;
  readonly space: SearchSpace;
  readonly dataset: string;
  readonly proxyTask: ProxyTask;
  readonly objective: Objective;
  readonly strategy: { readonly name: string; readonly options: Readonly<Record<string, number>> };
  readonly budget: Budget;
  readonly concurrency: number;
  readonly seed: number;
  /** Null: it starts from nothing. */
  readonly warmStart: WarmStart | null;
  /** P0. */
  readonly referenceParams: number;
  readonly strategyState: JsonValue | null;
  readonly activeSeconds: number;
  readonly runningSince: Date | null;
  readonly startedAt: Date | null;
}

/** Ids of the searches whose loop turns. That of a simulated one never does, whatever its status. */
export async function activeSearchIds(db: Transaction): Promise<string[]> {
  const rows = await db.search.findMany({
    where: { status: { in: ['pending', 'running'] }, simulated: false }, select: { id: true }, orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => row.id);
}

/** Those that a user's command may have given room: not begun, or with fewer candidates in flight than they may have. */
export async function searchIdsWithRoom(db: Transaction): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "Search" s WHERE NOT s."simulated" AND (s."status" = 'pending' OR (s."status" = 'running' AND s."concurrency" > (
      SELECT count(*) FROM "Candidate" c WHERE c."searchId" = s."id" AND c."status" IN ('queued', 'running'))))`;
  return rows.map((row) => row.id);
}

/** Those with a training that was asked for and is not in the queue yet, whatever has become of the search. */
export async function searchIdsWithNewTrainings(db: Transaction): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT c."searchId" AS "id" FROM "Attempt" a
      JOIN "Training" t ON t."id" = a."trainingId" JOIN "Candidate" c ON c."id" = t."candidateId"
    WHERE a."status" = 'queued' AND a."queuedAt" IS NULL`;
  return rows.map((row) => row.id);
}

/**
 * Reads a search and holds its row until the transaction ends: one controller steps it at a time, and no command of a
 * user comes in between. NO KEY: inserting rows that refer to the search stays possible for others.
 */
export async function lockSearch(tx: Transaction, searchId: string): Promise<SearchRecord | null> {
  await tx.$executeRaw`SELECT 1 FROM "Search" WHERE "id" = ${searchId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.search.findUnique({ where: { id: searchId } });
  if (!row) return null;
  return {
    id: row.id, status: row.status, space: spaceOf(row), dataset: row.dataset, proxyTask: stored(row.proxyTask),
    objective: stored(row.objective), strategy: stored(row.strategy), budget: stored(row.budget),
    concurrency: row.concurrency, seed: row.seed, strategyState: stored(row.strategyState),
    warmStart: stored(row.warmStart), referenceParams: row.referenceParams,
    activeSeconds: row.activeSeconds, runningSince: row.runningSince, startedAt: row.startedAt,
  };
}

export async function startSearch(tx: Transaction, searchId: string, now: Date): Promise<void> {
  await tx.search.update({ where: { id: searchId }, data: { status: 'running', startedAt: now, runningSince: now } });
}

/** Ends a search; what is still in flight is cancelled and its ids are returned. */
export async function finishSearch(
  tx: Transaction, search: SearchRecord, end: { status: 'completed' | 'failed'; reason: string; now: Date },
): Promise<string[]> {
  const seconds = search.runningSince ? (end.now.getTime() - search.runningSince.getTime()) / 1000 : 0;
  await tx.search.update({
    where: { id: search.id },
    data: {
      status: end.status, statusReason: end.reason, finishedAt: end.now, runningSince: null,
      activeSeconds: search.activeSeconds + Math.max(0, seconds),
    },
  });
  return cancelInFlight(tx, search.id, end.now);
}

export async function saveStrategyState(tx: Transaction, searchId: string, state: JsonValue): Promise<void> {
  await tx.search.update({ where: { id: searchId }, data: { strategyState: state as Prisma.InputJsonValue } });
}
