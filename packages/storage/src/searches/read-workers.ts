import type { Worker } from '@stride/contracts';
import type { Transaction } from '../client.js';
import { heldCandidates, toWorker, WORKER_ALIVE_MS } from '../summaries.js';

/** A worker that has been silent for longer is of the past: each start of a worker has an id of its own. */
const REMEMBERED_MS = 3_600_000;

/** The workers heard of in the last hour, living ones first. */
export async function listWorkers(db: Transaction, now: Date = new Date()): Promise<Worker[]> {
  const rows = await db.worker.findMany({
    where: { heartbeatAt: { gte: new Date(now.getTime() - REMEMBERED_MS) } },
    orderBy: [{ host: 'asc' }, { startedAt: 'asc' }, { id: 'asc' }],
  });
  const held = await heldCandidates(db, rows);
  const workers = rows.map((row) => toWorker(row, held, now));
  return [...workers.filter((worker) => worker.alive), ...workers.filter((worker) => !worker.alive)];
}

export function countAliveWorkers(db: Transaction, now: Date = new Date()): Promise<number> {
  return db.worker.count({
    where: { state: { not: 'stopped' }, heartbeatAt: { gte: new Date(now.getTime() - WORKER_ALIVE_MS) } },
  });
}
