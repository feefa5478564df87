import { StrideError } from '@stride/core';
import type { Database } from '../client.js';
import { appendEvents, logLine } from '../events/index.js';
import { isId } from '../ids.js';
import { trainingSummary, unknownTraining } from './summaries.js';

/**
 * Ends a training; a worker that is at it learns of that from the verdict on its next report.
 * @throws StrideError TRAINING_UNKNOWN | TRAINING_STATE_CONFLICT
 */
export async function cancelTraining(db: Database, trainingId: string): Promise<void> {
  if (!isId(trainingId)) throw unknownTraining(trainingId);
  await db.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Training" WHERE "id" = ${trainingId}::uuid FOR NO KEY UPDATE`;
    const { status, searchId } = await trainingSummary(tx, trainingId);
    if (status !== 'queued' && status !== 'running') {
      throw new StrideError('TRAINING_STATE_CONFLICT', `training ${trainingId} is ${status}; one that is queued or running can be cancelled`);
    }
    const now = new Date();
    await tx.training.update({ where: { id: trainingId }, data: { status: 'cancelled', finishedAt: now } });
    await tx.attempt.updateMany({ where: { trainingId, status: { in: ['queued', 'running'] } }, data: { status: 'cancelled', endedAt: now } });
    const training = await trainingSummary(tx, trainingId);
    await appendEvents(tx, [
      { searchId, type: 'training.updated', data: training },
      logLine(now, searchId, 'info', 'Its full training was cancelled.', { candidateId: training.candidateId, candidateNumber: training.number }),
    ]);
  });
}
