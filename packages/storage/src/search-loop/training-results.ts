/** What a full training leaves. */
import type { ReportOf } from '@stride/contracts';
import type { Prisma } from '../generated/client.js';
import type { TrainingAttempt } from './attempts.js';

export async function completeTraining(
  tx: Prisma.TransactionClient, { trainingId }: TrainingAttempt,
  done: Pick<ReportOf<'trained'>, 'test' | 'weights' | 'device' | 'trainSeconds'> & { readonly now: Date },
): Promise<void> {
  const { test, weights, device, trainSeconds, now } = done;
  await tx.training.update({
    where: { id: trainingId },
    data: { status: 'completed', finishedAt: now, test, weights, device: { ...device }, trainSeconds },
  });
}

/** A training whose checkpoints nobody needs any more. */
export interface UntidyTraining {
  readonly id: string;
  /** Attempts there were, each of which may have left a checkpoint. */
  readonly attempts: number;
}

/**
 * Trainings that have ended before `over`. Those that their workers failed, and not what was to be trained, only when that
 * was before `failedByWorkers`.
 */
export async function untidyTrainings(
  db: Prisma.TransactionClient, before: { readonly over: Date; readonly failedByWorkers: Date },
): Promise<UntidyTraining[]> {
  const rows = await db.training.findMany({
    where: {
      tidiedAt: null,
      OR: [
        { status: { in: ['completed', 'cancelled'] }, finishedAt: { lt: before.over } },
        { status: 'failed', failureReason: { notIn: ['LOST', 'ERROR'] }, finishedAt: { lt: before.over } },
        { status: 'failed', finishedAt: { lt: before.failedByWorkers } },
      ],
    },
    select: { id: true, _count: { select: { attempts: true } } },
  });
  return rows.map(({ id, _count }) => ({ id, attempts: _count.attempts }));
}

export async function markTidied(db: Prisma.TransactionClient, trainingId: string, now: Date): Promise<void> {
  await db.training.update({ where: { id: trainingId }, data: { tidiedAt: now } });
}
