import type { Budget, NewLiveEvent } from '@stride/contracts';
import { StrideError, type SearchStatus } from '@stride/core';
import type { Database, Transaction } from '../client.js';
import { appendEvents, logLine } from '../events/index.js';
import type { Prisma, Search } from '../generated/client.js';
import { isId } from '../ids.js';
import { activeSeconds, candidateSummaries, candidateSummary, searchSummary, stored } from '../summaries.js';
import { addAttempt } from '../search-loop/attempts.js';
import { cancelInFlight } from './cancel-in-flight.js';
import { asJson } from './json.js';
import { refuseSimulated } from './refuse-simulated.js';
import { spaceSize } from './spaces.js';

type Command = 'pause' | 'resume' | 'cancel' | 'extend';

const ALLOWED: Readonly<Record<Command, readonly SearchStatus[]>> = {
  pause: ['pending', 'running'],
  resume: ['paused'],
  cancel: ['pending', 'running', 'paused'],
  extend: ['pending', 'running', 'paused', 'completed', 'failed'],
};

const COMMANDS = Object.keys(ALLOWED) as Command[];

/** The largest budget a search can grow to. */
const MAX_CANDIDATES = 1_000_000;

/**
 * Candidates in flight go on; no new ones are asked for.
 * @throws StrideError SEARCH_UNKNOWN | SEARCH_STATE_CONFLICT
 */
export function pauseSearch(db: Database, searchId: string): Promise<void> {
  return command(db, 'pause', searchId, (row, now) => ({ status: 'paused', ...stopClock(row, now) }));
}

/**
 * A search that was paused before a controller had started it is pending again.
 * @throws StrideError SEARCH_UNKNOWN | SEARCH_STATE_CONFLICT
 */
export function resumeSearch(db: Database, searchId: string): Promise<void> {
  return command(db, 'resume', searchId, runAgain);
}

/**
 * Ends the search and, in the same transaction, its candidates in flight; workers learn of it from the verdict on
 * their next report.
 * @throws StrideError SEARCH_UNKNOWN | SEARCH_STATE_CONFLICT
 */
export function cancelSearch(db: Database, searchId: string): Promise<void> {
  return command(db, 'cancel', searchId,
    (row, now) => ({ status: 'cancelled', statusReason: 'cancelled on request', finishedAt: now, ...stopClock(row, now) }),
    cancelCandidates);
}

/**
 * Adds to the budget of candidates. The limits on time and failures grow in proportion, and the latter beyond what has
 * failed so far: they ended the search, or would end it, before the new candidates had run. A finished search runs
 * again; a reference that could not be measured, or not to its end, is tried again with it.
 * @throws StrideError SEARCH_UNKNOWN | SEARCH_STATE_CONFLICT | BUDGET_IMPOSSIBLE
 */
export function extendSearch(db: Database, searchId: string, candidates: number): Promise<void> {
  return command(db, 'extend', searchId, async (row, now, tx) => {
    const failed = await tx.candidate.count({ where: { searchId: row.id, role: 'candidate', status: 'failed' } });
    const budget = extendedBudget(row, candidates, failed);
    const finished = row.status === 'completed' || row.status === 'failed';
    return { budget: asJson(budget), ...(finished ? { ...runAgain(row, now), finishedAt: null, statusReason: null } : {}) };
  }, retryReference);
}

/** What the log says of each, given the budget before and after it and how many candidates it changed. */
const LINES: Readonly<Record<Command, (before: number, after: number, changed: number) => string>> = {
  pause: () => 'Paused: candidates in training go on to their end, and no more are begun.',
  resume: () => 'Resumed.',
  cancel: (_before, _after, stopped) => `Cancelled on request${stopped === 0 ? '' : `; ${stopped} in flight ${stopped === 1 ? 'was' : 'were'} stopped`}.`,
  extend: (before, after) => `Extended from ${before} to ${after} candidates.`,
};

/** Locks the row, checks the transition, writes it, and tells everybody, in one transaction. */
async function command(
  db: Database, name: Command, searchId: string,
  change: (row: Search, now: Date, tx: Transaction) => Prisma.SearchUpdateInput | Promise<Prisma.SearchUpdateInput>,
  besides: (tx: Transaction, searchId: string, now: Date) => Promise<NewLiveEvent[]> = async () => [],
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockSearch(tx, searchId);
    if (!ALLOWED[name].includes(row.status)) throw conflict(name, row);
    if (name === 'resume' || name === 'extend') refuseSimulated(row, name);
    const now = new Date();
    await tx.search.update({ where: { id: row.id }, data: await change(row, now, tx) });
    const events = await besides(tx, row.id, now);
    const after = await searchSummary(tx, row.id, now);
    const line = logLine(now, row.id, 'info', LINES[name](stored<Budget>(row.budget).candidates, after.budget.candidates, events.length));
    await appendEvents(tx, [...events, { searchId: row.id, type: 'search.updated', data: after }, line]);
  });
}

/** NO KEY: candidates of the search can still be inserted by others meanwhile. */
async function lockSearch(tx: Transaction, searchId: string): Promise<Search> {
  const known = isId(searchId)
    && await tx.$executeRaw`SELECT 1 FROM "Search" WHERE "id" = ${searchId}::uuid FOR NO KEY UPDATE` === 1;
  const row = known ? await tx.search.findUnique({ where: { id: searchId } }) : null;
  if (!row) throw new StrideError('SEARCH_UNKNOWN', `no search has the id ${JSON.stringify(searchId)}`);
  return row;
}

function conflict(name: Command, row: Search): StrideError {
  const possible = COMMANDS.filter((other) => ALLOWED[other].includes(row.status));
  return new StrideError('SEARCH_STATE_CONFLICT',
    `search ${row.id} is ${row.status}; ${name} takes a search that is ${listed(ALLOWED[name])}. `
    + `This one allows ${possible.length > 0 ? listed(possible) : 'no command'}`);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Puts the running time so far aside; nothing to do for a search that is not running. */
function stopClock(row: Search, now: Date): { activeSeconds: number; runningSince: null } {
  return { activeSeconds: activeSeconds(row, now), runningSince: null };
}

function runAgain(row: Search, now: Date): { status: SearchStatus; runningSince: Date | null } {
  return row.startedAt ? { status: 'running', runningSince: now } : { status: 'pending', runningSince: null };
}

function extendedBudget(row: Search, added: number, failed: number): Budget {
  const budget = stored<Budget>(row.budget);
  const candidates = budget.candidates + added;
  const size = spaceSize(row);
  if (BigInt(candidates) > size) {
    throw new StrideError('BUDGET_IMPOSSIBLE',
      `${budget.candidates} candidates and ${added} more are ${candidates}, but the space ${row.spaceName} holds ${size} `
      + 'different architectures and none is tried twice');
  }
  if (candidates > MAX_CANDIDATES) {
    throw new StrideError('BUDGET_IMPOSSIBLE',
      `${budget.candidates} candidates and ${added} more are ${candidates}; a search takes up to ${MAX_CANDIDATES}`);
  }
  const growth = candidates / budget.candidates;
  return {
    candidates,
    wallSeconds: budget.wallSeconds === null ? null : budget.wallSeconds * growth,
    failures: budget.failures === null ? null : Math.max(Math.ceil(budget.failures * growth), failed + 1),
  };
}

async function retryReference(tx: Transaction, searchId: string): Promise<NewLiveEvent[]> {
  const reference = await tx.candidate.findUnique({
    where: { searchId_number: { searchId, number: 0 } }, select: { id: true, status: true, _count: { select: { attempts: true } } },
  });
  if (reference?.status !== 'failed' && reference?.status !== 'cancelled') return [];
  await addAttempt(tx, { kind: 'candidate', candidateId: reference.id }, reference._count.attempts + 1);
  return [{ searchId, type: 'candidate.updated', data: await candidateSummary(tx, reference.id) }];
}

async function cancelCandidates(tx: Transaction, searchId: string, now: Date): Promise<NewLiveEvent[]> {
  const summaries = await candidateSummaries(tx, await cancelInFlight(tx, searchId, now));
  return summaries.map((data) => ({ searchId, type: 'candidate.updated', data }));
}
