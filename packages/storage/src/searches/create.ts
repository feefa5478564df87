import { createHash } from 'node:crypto';
import type { Budget, SearchDetail } from '@stride/contracts';
import { costOf, StrideError, type JsonValue, type Objective, type ProxyTask, type SearchSpace } from '@stride/core';
import type { Database, Transaction } from '../client.js';
import { appendEvents, logLine } from '../events/index.js';
import type { Prisma } from '../generated/client.js';
import { newId } from '../ids.js';
import { searchSummary } from '../summaries.js';
import { asJson } from './json.js';
import type { WarmStart } from './warm-start.js';

/** A search with every default filled in and every value checked. */
export interface NewSearch {
  readonly name: string;
  readonly space: SearchSpace;
  readonly dataset: string;
  readonly proxyTask: ProxyTask;
  readonly objective: Objective;
  readonly strategy: SearchDetail['strategy'];
  /** Absent: every candidate is trained to the end. */
  readonly scheduler?: SearchDetail['scheduler'];
  /** Absent: it starts from nothing. */
  readonly warmStart?: WarmStart;
  readonly budget: Budget;
  readonly concurrency: number;
  readonly seed: number;
  /** Its results come from a simulator: no controller takes a step of it. */
  readonly simulated?: boolean;
}

/** What makes a repeated request harmless: its key, and the request as it came, before any default was filled in. */
export interface Idempotency {
  readonly key: string;
  readonly request: JsonValue;
}

/**
 * The search that an earlier request with this key made, or null.
 * @throws StrideError IDEMPOTENCY_KEY_REUSED when that request was another one
 */
export async function replayedSearch(
  tx: Transaction, idempotency: Idempotency,
): Promise<string | null> {
  const first = await tx.search.findUnique({
    where: { idempotencyKey: idempotency.key }, select: { id: true, requestHash: true },
  });
  if (!first) return null;
  if (first.requestHash !== requestHash(idempotency.request)) {
    throw new StrideError('IDEMPOTENCY_KEY_REUSED',
      `the idempotency key ${JSON.stringify(idempotency.key)} already made search ${first.id} from another request; `
      + 'repeat that request as it was, or use a new key');
  }
  return first.id;
}

/**
 * Stores a search as `pending`, for a controller to start. Of any number of requests with one key, at the same time
 * or not, one makes the search and the others find it.
 * @throws StrideError IDEMPOTENCY_KEY_REUSED
 */
export async function createSearch(
  db: Database, search: NewSearch, idempotency?: Idempotency,
): Promise<{ readonly searchId: string; readonly created: boolean }> {
  return db.transaction(async (tx) => {
    const id = newId();
    // A second writer of the same key waits here for the first to commit, then inserts nothing and reads that row.
    const { count } = await tx.search.createMany({ data: [toRow(id, search, idempotency)], skipDuplicates: true });
    if (count === 0 && idempotency) {
      const first = await replayedSearch(tx, idempotency);
      if (first !== null) return { searchId: first, created: false };
    }
    if (count === 0) throw new StrideError('INTERNAL', `search ${id} could not be stored`);
    await appendEvents(tx, [{ searchId: id, type: 'search.updated', data: await searchSummary(tx, id) }, submittedLine(id, search)]);
    return { searchId: id, created: true };
  });
}

function submittedLine(id: string, { space, dataset, strategy, scheduler, budget }: NewSearch) {
  const pruning = scheduler === undefined || scheduler.name === 'none' ? '' : `, pruned by ${scheduler.name}`;
  return logLine(new Date(), id, 'info', `Submitted: ${budget.candidates} candidates of the space ${space.name} on ${dataset} by ${strategy.name}${pruning}.`);
}

function toRow(id: string, search: NewSearch, idempotency: Idempotency | undefined): Prisma.SearchCreateManyInput {
  return {
    id, name: search.name, status: 'pending', dataset: search.dataset,
    spaceName: search.space.name, space: asJson(search.space),
    proxyTask: asJson(search.proxyTask), objective: asJson(search.objective),
    strategy: asJson(search.strategy),
    ...(search.scheduler === undefined ? {} : { scheduler: asJson(search.scheduler) }),
    ...(search.warmStart === undefined ? {} : { warmStart: asJson(search.warmStart) }), budget: asJson(search.budget),
    concurrency: search.concurrency, seed: search.seed, simulated: search.simulated ?? false,
    referenceParams: costOf(search.space.reference).params,
    idempotencyKey: idempotency?.key ?? null,
    requestHash: idempotency ? requestHash(idempotency.request) : null,
  };
}

/** Equal for equal documents, whatever the order of their fields. */
function requestHash(request: JsonValue): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex');
}

function canonicalJson(value: JsonValue): string {
  return JSON.stringify(value, (_key, nested: unknown) => (isRecord(nested)
    ? Object.fromEntries(Object.entries(nested).sort(([a], [b]) => (a < b ? -1 : 1)))
    : nested));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
