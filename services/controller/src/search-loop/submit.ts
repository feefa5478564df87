import type { AttemptRef } from '@stride/contracts';
import { cancelledJobs, markQueued, markUnqueued, queuedJobs, type Database } from '@stride/storage';
import type { Queues } from '@stride/queue';

/** Hands the new attempts of a search to the queue. Safe to repeat: a job's id is its candidate and attempt. */
export async function submitNewJobs(db: Database, queues: Queues, searchId: string): Promise<number> {
  const jobs = await queuedJobs(db.prisma, { searchId, onlyNew: true });
  for (const { job, attemptId } of jobs) {
    await queues.candidates.submit(job);
    await markQueued(db.prisma, attemptId, new Date());
  }
  return jobs.length;
}

/**
 * Puts back what the queue has lost: the database says which attempts are queued, the queue must hold a job for each.
 * Younger ones are left alone, as their worker's first report may be on its way.
 */
export async function restoreLostJobs(db: Database, queues: Queues, olderThanMs: number, now = new Date()): Promise<number> {
  let restored = 0;
  for (const { job, attemptId, queuedAt } of await queuedJobs(db.prisma, {})) {
    if (queuedAt && now.getTime() - queuedAt.getTime() < olderThanMs) continue;
    if (queuedAt && (await queues.candidates.has(job.ref))) continue;
    await queues.candidates.submit(job);
    await markQueued(db.prisma, attemptId, now);
    restored += 1;
  }
  return restored;
}

/** Attempts that nobody has begun although the queue is done with their job: the worker that took it is gone. */
export async function takenAndForgotten(db: Database, queues: Queues, olderThanMs: number, now = new Date()): Promise<AttemptRef[]> {
  const forgotten: AttemptRef[] = [];
  for (const { job, queuedAt } of await queuedJobs(db.prisma, {})) {
    if (!queuedAt || now.getTime() - queuedAt.getTime() < olderThanMs) continue;
    if ((await queues.candidates.state(job.ref)) === 'finished') forgotten.push(job.ref);
  }
  return forgotten;
}

/** Takes the jobs of cancelled candidates out of the queue; a job that a worker holds already is stopped by verdict. */
export async function removeCancelledJobs(db: Database, queues: Queues): Promise<void> {
  for (const { ref, attemptId } of await cancelledJobs(db.prisma)) {
    await queues.candidates.remove(ref);
    await markUnqueued(db.prisma, attemptId);
  }
}
