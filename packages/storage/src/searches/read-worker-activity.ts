import type { WorkerActivities, WorkerActivity, WorkerActivityQuery } from '@stride/contracts';
import type { Transaction } from '../client.js';

const HOUR_MS = 3_600_000;
const MOST_CALIBRATIONS = 500;

/** A time in which a worker held an attempt, ms since 1970. */
export interface BusyInterval {
  readonly from: number;
  readonly to: number;
}

interface WorkerRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly attempts: readonly (BusyInterval & { readonly done: boolean })[] | null;
  readonly calibrations: readonly { readonly at: number; readonly ms: number }[] | null;
}

/** How busy each worker that was heard of in the last hours has been, and how its device has kept its pace. */
export async function workerActivities(db: Transaction, { hours = 24, buckets = 96 }: WorkerActivityQuery, now: Date = new Date()): Promise<WorkerActivities> {
  const from = new Date(now.getTime() - hours * HOUR_MS);
  const rows = await db.$queryRaw<WorkerRow[]>`
    SELECT w."id", w."startedAt", a."attempts", k."calibrations" FROM "Worker" w
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object(
        'from', EXTRACT(EPOCH FROM "startedAt") * 1000, 'to', EXTRACT(EPOCH FROM COALESCE("endedAt", ${now}::timestamptz)) * 1000,
        'done', "status" = 'completed') ORDER BY "startedAt") AS "attempts"
      FROM "Attempt" WHERE "workerId" = w."id" AND "startedAt" IS NOT NULL AND COALESCE("endedAt", ${now}::timestamptz) > ${from}::timestamptz
        AND ("endedAt" IS NOT NULL OR "status" = 'running')
    ) a ON TRUE
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('at', EXTRACT(EPOCH FROM l."at") * 1000, 'ms', l."ms") ORDER BY l."at") AS "calibrations" FROM (
        SELECT COALESCE(a."timedAt", a."endedAt") AS "at", (c."measurement"->>'calibrationMs')::float8 AS "ms"
        FROM "Attempt" a JOIN "Candidate" c ON c."id" = a."candidateId"
        WHERE a."workerId" = w."id" AND a."status" = 'completed' AND a."endedAt" > ${from}::timestamptz AND c."measurement"->>'calibrationMs' IS NOT NULL
        ORDER BY a."startedAt" DESC LIMIT ${MOST_CALIBRATIONS}
      ) l
    ) k ON TRUE
    WHERE w."heartbeatAt" >= ${from}::timestamptz ORDER BY w."id"`;
  const items = rows.map((row) => activityOf(row, { from: from.getTime(), to: now.getTime() }, buckets));
  return { from: from.toISOString(), to: now.toISOString(), items };
}

function activityOf({ id, startedAt, attempts, calibrations }: WorkerRow, window: BusyInterval, buckets: number): WorkerActivity {
  const busy = attempts ?? [];
  const life = { from: Math.max(window.from, startedAt.getTime()), to: window.to };
  const hours = Math.max(1, life.to - life.from) / HOUR_MS;
  return {
    workerId: id,
    busyShare: share(busy, life),
    perHour: busy.filter(({ to, done }) => done && to >= life.from && to <= life.to).length / hours,
    buckets: parts(window, buckets).map((part) => share(busy, part)),
    calibrations: (calibrations ?? []).map(({ at, ms }) => ({ at: new Date(at).toISOString(), ms })),
  };
}

/** Of the time of `window` the share in which one attempt or another was held; a worker holds one at a time. */
export function share(busy: readonly BusyInterval[], window: BusyInterval): number {
  const length = window.to - window.from;
  if (length <= 0) return 0;
  const covered = busy.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, window.to) - Math.max(from, window.from)), 0);
  return Math.min(1, covered / length);
}

function parts({ from, to }: BusyInterval, count: number): BusyInterval[] {
  const length = (to - from) / count;
  return Array.from({ length: count }, (_, index) => ({ from: from + index * length, to: from + (index + 1) * length }));
}
