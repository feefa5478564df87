import type { ReportOf } from '@stride/contracts';
import { deviceClass } from '@stride/core';
import { Prisma, type Worker as WorkerRow } from '../generated/client.js';

type Transaction = Prisma.TransactionClient;

/** Records a heartbeat; tells whether anything but its time changed. */
export async function recordHeartbeat(
  tx: Transaction, beat: Pick<ReportOf<'heartbeat'>, 'worker' | 'ref' | 'state'>, now: Date,
): Promise<{ worker: WorkerRow; changed: boolean }> {
  const { id, startedAt, device, ...identity } = beat.worker;
  const before = await tx.worker.findUnique({ where: { id } });
  const data = {
    ...identity, device: { ...device }, deviceClass: deviceClass(device), state: beat.state,
    candidateId: beat.ref?.candidateId ?? null, startedAt, heartbeatAt: now,
  };
  const worker = await tx.worker.upsert({ where: { id }, create: { id, ...data }, update: data });
  const changed = !before || before.state !== worker.state || before.candidateId !== worker.candidateId || before.pid !== worker.pid
    || now.getTime() - before.heartbeatAt.getTime() > SILENCE_MS;
  return { worker, changed };
}

/** After this long a worker had been shown as gone, so its return is news. */
const SILENCE_MS = 15_000;

/** Forgets workers that have been silent for long. */
export async function forgetWorkers(db: Transaction, silentSince: Date): Promise<void> {
  await db.worker.deleteMany({ where: { heartbeatAt: { lt: silentSince } } });
}
