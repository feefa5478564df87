/**
 * Rows to the resources of the contract. Lists cost a constant number of queries, however long they are, because the
 * same resources are the payload of live events and are made again at every change.
 */
import type {
  Attempt, Budget, CandidateSummary, SearchCounts, SearchSummary, Worker,
} from '@stride/contracts';
import {
  CANDIDATE_STATUSES, StrideError,
  type CandidateStatus, type CurvePoint, type Device, type FailureReason, type Objective, type StepTime, type TimingFlag,
} from '@stride/core';
import type { Transaction } from './client.js';
import { Prisma } from './generated/client.js';
import type {
  Attempt as AttemptRow, CurvePoint as CurvePointRow, Search as SearchRow, Worker as WorkerRow,
} from './generated/client.js';
import { WITHIN_CAPS } from './searches/caps.js';
import type { WarmStart } from './searches/warm-start.js';

/** A worker that has been silent for longer is shown as gone. */
export const WORKER_ALIVE_MS = 15_000;

/** A candidate with what its latest attempt adds; read by {@link candidateRows}. */
export interface CandidateSummaryRow {
  readonly id: string;
  readonly searchId: string;
  readonly number: number;
  readonly role: 'reference' | 'candidate';
  readonly status: CandidateStatus;
  readonly failureReason: FailureReason | null;
  readonly failureMessage: string | null;
  readonly architectureText: string;
  readonly architectureHash: string;
  readonly encoding: readonly number[] | null;
  readonly params: number;
  readonly multiplyAdds: number;
  readonly accuracy: number | null;
  readonly stepTime: StepTime | null;
  readonly timingFlags: readonly TimingFlag[];
  readonly reward: number | null;
  readonly deviceClass: string | null;
  readonly reusedFrom: string | null;
  readonly prunedAtStep: number | null;
  readonly attempts: number;
  readonly workerId: string | null;
  readonly progress: CandidateSummary['progress'];
  readonly proposedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** JSON columns hold what this product wrote, validated before it was written. */
export function stored<T>(value: unknown): T {
  return value as T;
}

const instant = (date: Date): string => date.toISOString();
const instantOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

export function toCandidateSummary(row: CandidateSummaryRow): CandidateSummary {
  const { stepTime, timingFlags, encoding, ...rest } = row;
  return {
    ...rest,
    encoding: encoding === null ? null : [...encoding],
    stepTimeMs: stepTime, timingFlags: [...timingFlags],
    // What a finished attempt last said about its progress is of no interest.
    progress: row.status === 'running' ? row.progress : null,
    proposedAt: instant(row.proposedAt),
    startedAt: instantOrNull(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
  };
}

/** Which candidates, in what order; every column is the candidate's, whose alias is `c`. */
export interface CandidateSelection {
  readonly where: Prisma.Sql;
  readonly orderBy?: Prisma.Sql;
  readonly limit?: number;
}

/**
 * Candidates with their latest attempt. Chosen and cut first by their ids alone, joined after, so that a page of a long search reads
 * and sorts no documents but its own. Attempts are numbered from 1 without gaps, so the latest one's number is their count.
 */
export function candidateRows(tx: Transaction, selection: CandidateSelection): Promise<CandidateSummaryRow[]> {
  const orderBy = selection.orderBy ?? Prisma.sql`c."number"`;
  return tx.$queryRaw<CandidateSummaryRow[]>`
    SELECT c."id", c."searchId", c."number", c."role"::text AS "role", c."status"::text AS "status",
      c."failureReason"::text AS "failureReason", c."failureMessage", c."architectureText", c."architectureHash", c."encoding",
      c."params", c."multiplyAdds", c."accuracy", c."measurement"->'stepTimeMs' AS "stepTime",
      COALESCE(c."measurement"->'timingFlags', '[]') AS "timingFlags", c."reward", c."deviceClass", c."reusedFrom", c."prunedAtStep",
      COALESCE(a."number", 0) AS "attempts", a."workerId", a."progress", a."startedAt", c."proposedAt", c."finishedAt"
    FROM (
      SELECT c."id" FROM "Candidate" c WHERE ${selection.where} ORDER BY ${orderBy} LIMIT ${selection.limit ?? null}::int
    ) chosen JOIN "Candidate" c ON c."id" = chosen."id"
    LEFT JOIN LATERAL (
      SELECT "number", "workerId", "progress", "startedAt" FROM "Attempt"
      WHERE "candidateId" = c."id" ORDER BY "number" DESC LIMIT 1
    ) a ON TRUE
    ORDER BY ${orderBy}`;
}

/** In the order of `ids`; an id that names no candidate is left out. */
export async function candidateSummaries(tx: Transaction, ids: readonly string[]): Promise<CandidateSummary[]> {
  if (ids.length === 0) return [];
  const rows = await candidateRows(tx, { where: Prisma.sql`c."id" = ANY(${[...ids]}::uuid[])` });
  const byId = new Map(rows.map((row) => [row.id, toCandidateSummary(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** @throws StrideError CANDIDATE_UNKNOWN */
export async function candidateSummary(tx: Transaction, candidateId: string): Promise<CandidateSummary> {
  const [summary] = await candidateSummaries(tx, [candidateId]);
  if (!summary) throw new StrideError('CANDIDATE_UNKNOWN', `no candidate has the id ${candidateId}`);
  return summary;
}

interface Tally {
  readonly counts: SearchCounts;
  readonly best: { readonly id: string; readonly reward: number } | null;
}

function noCounts(): SearchCounts {
  return { queued: 0, running: 0, completed: 0, failed: 0, pruned: 0, cancelled: 0 };
}

interface TallyRow {
  readonly searchId: string;
  /** The reference among them. */
  readonly counts: Partial<Record<CandidateStatus, number>> | null;
  readonly referenceStatus: CandidateStatus | null;
  readonly bestId: string | null;
  readonly bestReward: number | null;
}

/**
 * Proposals by status and the best of them, the leader where one was chosen already, for any number of searches in one query. The reference is counted and taken
 * off again: so the index on status holds all that counting needs, and no row of a long search is read.
 */
async function tallies(tx: Transaction, searchIds: readonly string[]): Promise<Map<string, Tally>> {
  const rows = await tx.$queryRaw<TallyRow[]>`
    SELECT s."id" AS "searchId", n."counts", r."status"::text AS "referenceStatus",
      COALESCE(l."id", b."id") AS "bestId", COALESCE(l."reward", b."reward") AS "bestReward"
    FROM (SELECT "id", "objective", "leader" FROM "Search" WHERE "id" = ANY(${[...searchIds]}::uuid[])) s
    LEFT JOIN LATERAL (
      SELECT jsonb_object_agg(g."status", g."n") AS "counts" FROM (
        SELECT "status", count(*) AS "n" FROM "Candidate"
        WHERE "searchId" = s."id" GROUP BY "status"
      ) g
    ) n ON TRUE
    LEFT JOIN "Candidate" r ON r."searchId" = s."id" AND r."number" = 0
    LEFT JOIN "Candidate" l ON l."searchId" = s."id" AND l."number" = (s."leader"->>'number')::int AND l."status" = 'completed'
    LEFT JOIN LATERAL (
      SELECT c."id", c."reward" FROM "Candidate" c
      WHERE l."id" IS NULL AND c."searchId" = s."id" AND c."role" = 'candidate' AND c."status" = 'completed' AND c."reward" IS NOT NULL AND ${WITHIN_CAPS}
      ORDER BY c."reward" DESC, c."number" LIMIT 1
    ) b ON TRUE`;
  return new Map(rows.map((row) => [row.searchId, toTally(row)]));
}

function toTally(row: TallyRow): Tally {
  const counts = noCounts();
  for (const status of CANDIDATE_STATUSES) counts[status] = (row.counts?.[status] ?? 0) - (row.referenceStatus === status ? 1 : 0);
  const best = row.bestId !== null && row.bestReward !== null ? { id: row.bestId, reward: row.bestReward } : null;
  return { counts, best };
}

/** Seconds spent running until `now`; pauses do not count. */
export function activeSeconds(row: Pick<SearchRow, 'activeSeconds' | 'runningSince'>, now: Date): number {
  const current = row.runningSince ? Math.max(0, now.getTime() - row.runningSince.getTime()) / 1000 : 0;
  return row.activeSeconds + current;
}

/** What a summary does not show and may be large, as Prisma's `omit`. */
export const BEYOND_SUMMARY = { space: true, proxyTask: true, strategyState: true } as const satisfies Prisma.SearchOmit;
export type SummarizedRow = Omit<SearchRow, keyof typeof BEYOND_SUMMARY>;

function toSearchSummary(row: SummarizedRow, tally: Tally, now: Date): SearchSummary {
  const warmStart = shownWarmStart(stored(row.warmStart));
  return {
    id: row.id, name: row.name, status: row.status, statusReason: row.statusReason,
    spaceName: row.spaceName, dataset: row.dataset,
    strategy: stored<SearchSummary['strategy']>(row.strategy),
    objective: stored<Objective>(row.objective), budget: stored<Budget>(row.budget),
    concurrency: row.concurrency, seed: row.seed,
    scheduler: schedulerOf(row),
    warmStart,
    // Reused candidates stay completed.
    counts: { ...tally.counts, completed: tally.counts.completed - (warmStart?.reused ?? 0) },
    bestReward: tally.best?.reward ?? null, bestCandidateId: tally.best?.id ?? null,
    bestEstimate: stored<{ readonly estimate: number } | null>(row.leader)?.estimate ?? null,
    activeSeconds: activeSeconds(row, now), acceleratorSeconds: row.acceleratorSeconds, simulated: row.simulated,
    createdAt: instant(row.createdAt), startedAt: instantOrNull(row.startedAt), finishedAt: instantOrNull(row.finishedAt),
  };
}

/** A search that names none trains every candidate to the end. */
export function schedulerOf({ scheduler }: Pick<SearchRow, 'scheduler'>): SearchSummary['scheduler'] {
  return stored<SearchSummary['scheduler'] | null>(scheduler) ?? { name: 'none', options: {} };
}

function shownWarmStart(warmStart: WarmStart | null): SearchSummary['warmStart'] {
  if (warmStart === null) return null;
  const { candidates, fromSearch, reused = 0 } = warmStart;
  return { candidates: candidates.length, fromSearch, reused };
}

/** In the order of `rows`. */
export async function searchSummaries(
  tx: Transaction, rows: readonly SummarizedRow[], now: Date = new Date(),
): Promise<SearchSummary[]> {
  if (rows.length === 0) return [];
  const byId = await tallies(tx, rows.map((row) => row.id));
  return rows.map((row) => toSearchSummary(row, byId.get(row.id) ?? { counts: noCounts(), best: null }, now));
}

/** @throws StrideError SEARCH_UNKNOWN */
export async function searchSummary(tx: Transaction, searchId: string, now: Date = new Date()): Promise<SearchSummary> {
  const row = await tx.search.findUnique({ where: { id: searchId }, omit: BEYOND_SUMMARY });
  const [summary] = await searchSummaries(tx, row ? [row] : [], now);
  if (!summary) throw new StrideError('SEARCH_UNKNOWN', `no search has the id ${searchId}`);
  return summary;
}

/** The search and the number of the candidates that workers hold. */
export async function heldCandidates(tx: Transaction, rows: readonly WorkerRow[]): Promise<ReadonlyMap<string, HeldCandidate>> {
  const ids = rows.flatMap(({ candidateId }) => candidateId ?? []);
  const candidates = ids.length === 0 ? [] : await tx.candidate.findMany({ where: { id: { in: ids } }, select: { id: true, searchId: true, number: true } });
  return new Map(candidates.map((candidate) => [candidate.id, candidate]));
}

interface HeldCandidate {
  readonly searchId: string;
  readonly number: number;
}

export function toWorker(row: WorkerRow, held: ReadonlyMap<string, HeldCandidate>, now: Date = new Date()): Worker {
  const candidate = row.candidateId === null ? undefined : held.get(row.candidateId);
  const silentMs = now.getTime() - row.heartbeatAt.getTime();
  return {
    id: row.id, host: row.host, pid: row.pid, version: row.version,
    device: stored<Device>(row.device), deviceClass: row.deviceClass,
    state: stored<Worker['state']>(row.state), alive: row.state !== 'stopped' && silentMs <= WORKER_ALIVE_MS,
    candidateId: row.candidateId, searchId: candidate?.searchId ?? null, candidateNumber: candidate?.number ?? null,
    completed: row.completed, failed: row.failed,
    startedAt: instant(row.startedAt), heartbeatAt: instant(row.heartbeatAt),
  };
}

export function toAttempt(row: AttemptRow): Attempt {
  return {
    number: row.number, status: row.status, workerId: row.workerId, workerVersion: row.workerVersion,
    failureReason: row.failureReason, failureMessage: row.failureMessage, logTail: row.logTail,
    createdAt: instant(row.createdAt), queuedAt: instantOrNull(row.queuedAt), startedAt: instantOrNull(row.startedAt),
    trainedAt: instantOrNull(row.trainedAt), timedAt: instantOrNull(row.timedAt),
    reportedAt: instantOrNull(row.reportedAt), acceptedAt: instantOrNull(row.acceptedAt),
  };
}

export function toCurvePoint(row: CurvePointRow): CurvePoint {
  const { attemptId: _, ...point } = row;
  return point;
}
