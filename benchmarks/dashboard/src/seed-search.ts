/**
 * Fills a database with a search that was never run: candidates, attempts and times come from the simulator, figures from a made-up world.
 * It says so wherever it is shown. For benchmarks and tests of what a page does with many candidates.
 */
import { readFileSync } from 'node:fs';
import {
  architectureHash, costOf, decisions, decodeArchitecture, deviceClass, formatArchitecture, NO_AUGMENTATION, schedulerNamed, strategyNamed,
  type Objective, type SearchSpace,
} from '@stride/core';
import { simulate, type SimulatedCandidate } from '@stride/simulator';
import { createSearch, updateLeader, type Database } from '@stride/storage';
import { insertRows } from './insert-rows.js';
import { candidateRows, DEVICES, referenceRows, workerName, workerRows, type SeedContext } from './rows.js';
import { World } from './world.js';

export interface SeedOptions {
  readonly candidates: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly name?: string;
  /** Leaves the last tenth unfinished, as in the middle of a search. No controller may see it: it would go on with it. */
  readonly running?: boolean;
  /** Whether a scheduler stops what does badly: two thirds of the candidates then have a part of their curve alone. */
  readonly pruning?: boolean;
}

export interface SeededSearch {
  readonly searchId: string;
  readonly completed: number;
  readonly failed: number;
  readonly pruned: number;
}

const SPACE_FILE = new URL('../../../search-spaces/cifar10.json', import.meta.url);
const OBJECTIVE: Objective = { kind: 'joint', w: -0.07, v: -0.05 };
const TASK = {
  trainSamples: 16_000, validationSamples: 5000, batchSize: 32, epochs: 1, optimizer: 'rmsprop', learningRate: 0.01, warmupFraction: 0.1, weightDecay: 1e-5,
  labelSmoothing: 0.1, dropout: 0.1, stochasticDepth: 0, schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' },
  seed: 1, evaluations: 4, timing: { warmupSteps: 5, steps: 30 }, timeoutSeconds: 600, memoryBudgetBytes: null,
} as const;

export async function seedSearch(db: Database, { candidates, seed = 1, workers = 4, name = 'simulated search', running = false, pruning = false }: SeedOptions): Promise<SeededSearch> {
  const space = JSON.parse(readFileSync(SPACE_FILE, 'utf8')) as SearchSpace;
  const world = new World(space, OBJECTIVE);
  const simulated = await simulate({
    data: world.data(seed), strategy: strategyNamed('evolution'), strategyOptions: { populationSize: Math.min(100, Math.max(8, Math.ceil(candidates / 4))), sampleSize: 8 },
    ...(pruning ? { scheduler: schedulerNamed('asha') } : {}), candidates, workers, seed, conditions: { crashShare: 0.01, failureShare: 0.02, stragglerShare: 0.03 },
  });
  const { searchId } = await createSearch(db, {
    name, space, dataset: 'cifar10', proxyTask: TASK, objective: OBJECTIVE, strategy: { name: 'evolution', options: {} },
    ...(pruning ? { scheduler: { name: 'asha', options: {} } } : {}),
    budget: { candidates, wallSeconds: null, failures: null }, concurrency: workers, seed, simulated: true,
  });
  const end = Date.now() - 60_000;
  const context: SeedContext = { searchId, space, world, seed, workers, begin: end - simulated.wallSeconds * 1000, task: TASK, running: running ? cut(simulated.candidates) : Infinity };
  await beginLog(db, context);
  await insert(db, context, simulated.candidates);
  await finish(db, context, { end, workerSeconds: simulated.workerSeconds, running });
  await updateLeader(db.prisma, searchId, decisions(space));
  // Reads of a table that has just been filled would be slower than those of one that has been there for a while.
  await db.pool.query('VACUUM ANALYZE "Candidate", "Attempt", "Event", "Search"');
  const { rows } = await db.pool.query<{ status: string; n: number }>(
    'SELECT "status"::text, count(*)::int AS "n" FROM "Candidate" WHERE "searchId" = $1 AND "number" > 0 GROUP BY "status"', [searchId]);
  const counted = (status: string) => rows.find((row) => row.status === status)?.n ?? 0;
  return { searchId, completed: counted('completed'), failed: counted('failed'), pruned: counted('pruned') };
}

/** When nine tenths had finished. */
function cut(candidates: readonly SimulatedCandidate[]): number {
  return candidates.map(({ finishedAt }) => finishedAt ?? 0).sort((a, b) => a - b)[Math.floor(candidates.length * 0.9)] ?? 0;
}

/** Who trained what: whoever had been idle the longest when it began. */
function workersOf(candidates: readonly SimulatedCandidate[], workers: number): ReadonlyMap<number, number> {
  const freeAt = Array.from({ length: workers }, () => 0);
  const chosen = new Map<number, number>();
  for (const { number, startedAt, finishedAt } of candidates.toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))) {
    const worker = freeAt.indexOf(Math.min(...freeAt));
    chosen.set(number, worker);
    freeAt[worker] = finishedAt ?? startedAt ?? 0;
  }
  return chosen;
}

async function insert(db: Database, context: SeedContext, candidates: readonly SimulatedCandidate[]): Promise<void> {
  const reference = referenceRows(context);
  const workers = workersOf(candidates, context.workers);
  const rows = candidates.filter(({ startedAt }) => (startedAt ?? 0) <= context.running + 120).map((candidate) => {
    const architecture = decodeArchitecture(context.space, candidate.encoding);
    return candidateRows(context, candidate, workers.get(candidate.number) ?? 0, {
      architecture, hash: architectureHash(architecture), text: formatArchitecture(architecture), cost: costOf(architecture),
    });
  });
  const all = [reference, ...rows];
  await insertRows(db, 'Candidate', all.map(({ candidate }) => candidate));
  await insertRows(db, 'Attempt', all.flatMap(({ attempts }) => attempts));
  await insertRows(db, 'Event', all.flatMap(({ log }) => log).sort((a, b) => Date.parse(String(a['at'])) - Date.parse(String(b['at']))));
  await insertRows(db, 'ReferenceStepTime', DEVICES.map((device) => ({
    searchId: context.searchId, deviceClass: deviceClass(device), device, measuredAt: new Date(context.begin),
    stepTimeMs: { median: World.referenceStepMs, p10: World.referenceStepMs * 0.97, p90: World.referenceStepMs * 1.06, n: 30 },
  })));
  await db.pool.query('DELETE FROM "Worker" WHERE "id" = ANY($1)', [Array.from({ length: context.workers }, (_, index) => workerName(index))]);
  await insertRows(db, 'Worker', workerRows(context));
}

async function finish(db: Database, { searchId, begin, running }: SeedContext, { end, workerSeconds, running: isRunning }: { readonly end: number; readonly workerSeconds: number; readonly running: boolean }): Promise<void> {
  const ended = isRunning ? begin + running * 1000 : end;
  await db.pool.query(
    `UPDATE "Search" SET "simulated" = true, "status" = $2::"SearchStatus", "createdAt" = $3, "startedAt" = $3, "finishedAt" = $4, "activeSeconds" = $5,
      "runningSince" = $6, "acceleratorSeconds" = $7, "statusReason" = $8 WHERE "id" = $1`,
    [
      searchId, isRunning ? 'running' : 'completed', new Date(begin), isRunning ? null : new Date(ended), isRunning ? 0 : (ended - begin) / 1000,
      isRunning ? new Date(begin) : null, workerSeconds, isRunning ? null : 'the budget of candidates is used up',
    ]);
}

/** The search was submitted when it began, as its log tells it, and what it is comes first. */
async function beginLog(db: Database, { searchId, begin }: SeedContext): Promise<void> {
  const at = new Date(begin);
  await db.pool.query(
    `UPDATE "Event" SET "at" = $2, "data" = jsonb_set("data", '{at}', to_jsonb($3::text)) WHERE "searchId" = $1 AND "type" = 'log.appended'`,
    [searchId, at, at.toISOString()]);
  await insertRows(db, 'Event', [{
    searchId, at, type: 'log.appended',
    data: { searchId, at: at.toISOString(), level: 'info', message: 'A simulated search: nothing of it was trained or timed.', candidateId: null, number: null, workerId: null },
  }]);
}

