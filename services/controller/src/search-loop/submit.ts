import type { AttemptRef } from '@stride/contracts';
import { StrideError } from '@stride/core';
import {
  cancelledJobs, markQueued, markUnqueued, queuedJobs, waitingAttempts, type Database, type QueuedJob,
} from '@stride/storage';
import type { Queues } from '@stride/queue';
import { giveUpAttempt } from '../reports/accept-report.js';

/** Hands the new attempts of a search to the queue. Safe to repeat: a job's id is its candidate, or its training, and attempt. */
export async function submitNewJobs(db: Database, queues: Queues, searchId: string): Promise<void> {
  await submit(db, queues, await queuedJobs(db.prisma, { searchId, onlyNew: true }));
}

async function submit(db: Database, queues: Queues, jobs: readonly QueuedJob[]): Promise<void> {
  for (const { job, attemptId } of jobs) {
    try {
      await queues.candidates.submit(job);
      await markQueued(db.prisma, attemptId, new Date());
    } catch (error) {
      // What no queue takes must not stand in the way of everything behind it.
      if (!(error instanceof StrideError) || error.code !== 'QUEUE_MESSAGE_INVALID') throw error;
      await giveUpAttempt(db, job.ref, { reason: 'INVALID', message: error.message });
    }
  }
}

export interface QueueCheck {
  /** Jobs that the queue had lost and has again. */
  readonly restored: number;
  /** Attempts that nobody has begun although the queue is done with their job: the worker that took it is gone. */
  readonly forgotten: readonly AttemptRef[];
}

/**
 * Compares the database, which says which attempts wait, with the queue, which must hold a job for each. Attempts queued
 * after `before` are left alone: their worker's first report may be on its way.
 */
export async function checkQueue(db: Database, queues: Queues, before: Date): Promise<QueueCheck> {
  const lost: string[] = [];
  const forgotten: AttemptRef[] = [];
  for (const { attemptId, ref } of await waitingAttempts(db.prisma, before)) {
    const state = await queues.candidates.state(ref);
    if (state === 'unknown') lost.push(attemptId);
    if (state === 'finished') forgotten.push(ref);
  }
  if (lost.length > 0) await submit(db, queues, await queuedJobs(db.prisma, { attemptIds: lost }));
  return { restored: lost.length, forgotten };
}

/** Takes the jobs of cancelled candidates out of the queue; a job that a worker holds already is stopped by verdict. */
export async function removeCancelledJobs(db: Database, queues: Queues): Promise<void> {
  for (const { ref, attemptId } of await cancelledJobs(db.prisma)) {
    await queues.candidates.remove(ref);
    await markUnqueued(db.prisma, attemptId);
  }
}
