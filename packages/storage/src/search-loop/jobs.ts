import type { AttemptRef, CandidateJob } from '@stride/contracts';
import type { StepTime } from '@stride/core';
import { Prisma } from '../generated/client.js';
import { stored } from '../summaries.js';

type Reader = Prisma.TransactionClient;

/** A job for the queue and whether it was handed to the queue before. */
export interface QueuedJob {
  readonly job: CandidateJob;
  readonly attemptId: string;
  readonly queuedAt: Date | null;
}

/** The jobs of the queued attempts of a search, or of certain attempts: what the queue must hold. */
export async function queuedJobs(
  db: Reader, filter: { searchId?: string; onlyNew?: boolean; attemptIds?: readonly string[] },
): Promise<QueuedJob[]> {
  const attempts = await db.attempt.findMany({
    where: {
      status: 'queued',
      ...(filter.attemptIds ? { id: { in: [...filter.attemptIds] } } : {}),
      ...(filter.onlyNew ? { queuedAt: null } : {}),
      ...(filter.searchId ? { candidate: { searchId: filter.searchId } } : {}),
    },
    include: { candidate: { include: { search: { include: { referenceStepTimes: true } } } } },
    orderBy: { createdAt: 'asc' },
  });
  return attempts
    .toSorted((a, b) => a.candidate.number - b.candidate.number)
    .map((attempt) => ({ job: toJob(attempt), attemptId: attempt.id, queuedAt: attempt.queuedAt }));
}

type AttemptWithSearch = Prisma.AttemptGetPayload<{
  include: { candidate: { include: { search: { include: { referenceStepTimes: true } } } } };
}>;

function toJob({ candidate, number, token }: AttemptWithSearch): CandidateJob {
  const { search } = candidate;
  const stepTimesMs = Object.fromEntries(
    search.referenceStepTimes.map((row) => [row.deviceClass, stored<StepTime>(row.stepTimeMs)]),
  );
  return {
    version: 1,
    ref: { searchId: search.id, candidateId: candidate.id, attempt: number, token },
    number: candidate.number,
    architecture: stored(candidate.architecture),
    reference: {
      architecture: stored<{ reference: CandidateJob['architecture'] }>(search.space).reference,
      params: search.referenceParams,
      stepTimesMs,
    },
    dataset: search.dataset,
    proxyTask: stored(search.proxyTask),
    objective: stored(search.objective),
  };
}

export async function markQueued(db: Reader, attemptId: string, now: Date): Promise<void> {
  await db.attempt.update({ where: { id: attemptId }, data: { queuedAt: now } });
}

/** An attempt without what its job carries. */
export interface WaitingAttempt {
  readonly attemptId: string;
  readonly ref: AttemptRef;
}

/** Attempts that nobody has begun although they were queued before a moment, or were made before it and never queued. */
export async function waitingAttempts(db: Reader, before: Date): Promise<WaitingAttempt[]> {
  const attempts = await db.attempt.findMany({
    where: { status: 'queued', OR: [{ queuedAt: { lt: before } }, { queuedAt: null, createdAt: { lt: before } }] },
    select: WAITING,
  });
  return attempts.map(toWaiting);
}

const WAITING = { id: true, number: true, token: true, candidateId: true, candidate: { select: { searchId: true } } } as const;

function toWaiting(row: Prisma.AttemptGetPayload<{ select: typeof WAITING }>): WaitingAttempt {
  const { searchId } = row.candidate;
  return { attemptId: row.id, ref: { searchId, candidateId: row.candidateId, attempt: row.number, token: row.token } };
}

/** Attempts of cancelled candidates that may still wait in the queue. */
export async function cancelledJobs(db: Reader): Promise<WaitingAttempt[]> {
  const attempts = await db.attempt.findMany({
    where: { status: 'cancelled', startedAt: null, queuedAt: { not: null }, candidate: { status: 'cancelled' } },
    select: WAITING,
  });
  return attempts.map(toWaiting);
}

/** The queue no longer holds it. */
export async function markUnqueued(db: Reader, attemptId: string): Promise<void> {
  await db.attempt.update({ where: { id: attemptId }, data: { queuedAt: null } });
}
