import { checkpointKey } from '@stride/artifacts';
import { markTidied, untidyTrainings } from '@stride/storage';
import type { ControllerDeps } from './deps.js';
import { LEASE_SECONDS } from './reports/accept-report.js';

/** A worker that has just been told to stop may still be writing. */
const GRACE_MS = LEASE_SECONDS * 1000;
/** A training that its workers failed can be asked for again, and then goes on from its checkpoint. */
const SECOND_CHANCE_MS = 7 * 24 * 3_600_000;

/**
 * Removes the checkpoints of trainings that nobody goes on with. Here and nowhere else: only the controller knows that a
 * training is over, while a worker may be told to stop because another goes on from its checkpoint.
 */
export async function removeCheckpoints({ db, artifacts }: Pick<ControllerDeps, 'db' | 'artifacts'>, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  for (const { id, attempts } of await untidyTrainings(db.prisma, { over: before(GRACE_MS), failedByWorkers: before(SECOND_CHANCE_MS) })) {
    for (let attempt = attempts; attempt > 0; attempt--) await artifacts.delete(checkpointKey(id, attempt));
    await markTidied(db.prisma, id, now);
  }
}
