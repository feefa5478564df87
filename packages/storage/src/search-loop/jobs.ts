import type { AttemptRef, CandidateJob, Job, TrainingJob } from '@stride/contracts';
import type { StepTime } from '@stride/core';
import { Prisma } from '../generated/client.js';
import { stored } from '../summaries.js';
import { toRef } from './attempts.js';

type Reader = Prisma.TransactionClient;

/** A job for the queue and whether it was handed to the queue before. */
export interface QueuedJob {
  readonly job: Job;
  readonly attemptId: string;
  readonly queuedAt: Date | null;
}

/**
 * The jobs of the queued attempts of a search, or of certain attempts: what the queue must hold. Candidates in their
 * order, then trainings as they were asked for.
 */
export async function queuedJobs(
  db: Reader, filter: { searchId?: string; onlyNew?: boolean; attemptIds?: readonly string[] },
): Promise<QueuedJob[]> {
  const attempts = await db.attempt.findMany({
    where: {
      status: 'queued',
      ...(filter.attemptIds ? { id: { in: [...filter.attemptIds] } } : {}),
      ...(filter.onlyNew ? { queuedAt: null } : {}),
      ...(filter.searchId ? { OR: [{ candidate: { searchId: filter.searchId } }, { training: { candidate: { searchId: filter.searchId } } }] } : {}),
    },
    include: WITH_SEARCH,
    orderBy: { createdAt: 'asc' },
  });
  return attempts
    .map((attempt) => ({ job: toJob(attempt), attemptId: attempt.id, queuedAt: attempt.queuedAt }))
    .toSorted((a, b) => inOrder(a.job, b.job));
}

/** Trainings stay as they come. */
function inOrder(a: Job, b: Job): number {
  if (a.kind !== b.kind) return a.kind === 'candidate' ? -1 : 1;
  return a.kind === 'candidate' ? a.number - b.number : 0;
}

const WITH_SEARCH = {
  candidate: { include: { search: { include: { referenceStepTimes: true } } } },
  training: { include: { candidate: { include: { search: { select: { dataset: true } } } } } },
} as const;

type AttemptWithSearch = Prisma.AttemptGetPayload<{ include: typeof WITH_SEARCH }>;

function toJob({ candidate, training, number, token }: AttemptWithSearch): Job {
  if (training) return trainingJob(training, number, token);
  if (candidate) return candidateJob(candidate, number, token);
  throw new Error('an attempt at nothing: the database has a check against it');
}

function candidateJob(candidate: NonNullable<AttemptWithSearch['candidate']>, attempt: number, token: string): CandidateJob {
  const { search } = candidate;
  const stepTimesMs = Object.fromEntries(
    search.referenceStepTimes.map((row) => [row.deviceClass, stored<StepTime>(row.stepTimeMs)]),
  );
  return {
    version: 1, kind: 'candidate',
    ref: { searchId: search.id, candidateId: candidate.id, attempt, token },
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

function trainingJob({ id, candidate, task }: NonNullable<AttemptWithSearch['training']>, attempt: number, token: string): TrainingJob {
  return {
    version: 1, kind: 'training',
    ref: { searchId: candidate.searchId, candidateId: candidate.id, trainingId: id, attempt, token },
    number: candidate.number,
    architecture: stored(candidate.architecture),
    dataset: candidate.search.dataset,
    task: stored(task),
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

/**
 * Attempts that nobody has begun although they were queued before a moment, or were made before it and never queued. No worker takes
 * those of a simulated search.
 */
export async function waitingAttempts(db: Reader, before: Date): Promise<WaitingAttempt[]> {
  const attempts = await db.attempt.findMany({
    where: {
      status: 'queued',
      AND: [
        { OR: [{ queuedAt: { lt: before } }, { queuedAt: null, createdAt: { lt: before } }] },
        { OR: [{ candidateId: null }, { candidate: { search: { simulated: false } } }] },
      ],
    },
    select: WAITING,
  });
  return attempts.flatMap(toWaiting);
}

const WAITING = {
  id: true, number: true, token: true, trainingId: true,
  candidate: { select: { id: true, searchId: true } }, training: { select: { candidate: { select: { id: true, searchId: true } } } },
} as const;

function toWaiting({ id, number: attempt, token, trainingId, candidate, training }: Prisma.AttemptGetPayload<{ select: typeof WAITING }>): WaitingAttempt[] {
  const of = candidate ?? training?.candidate;
  return of ? [{ attemptId: id, ref: toRef({ searchId: of.searchId, candidateId: of.id, trainingId, attempt, token }) }] : [];
}

/** Attempts at cancelled candidates and trainings that may still wait in the queue. */
export async function cancelledJobs(db: Reader): Promise<WaitingAttempt[]> {
  const attempts = await db.attempt.findMany({
    where: {
      status: 'cancelled', startedAt: null, queuedAt: { not: null },
      OR: [{ candidate: { status: 'cancelled' } }, { training: { status: 'cancelled' } }],
    },
    select: WAITING,
  });
  return attempts.flatMap(toWaiting);
}

/** The queue no longer holds it. */
export async function markUnqueued(db: Reader, attemptId: string): Promise<void> {
  await db.attempt.update({ where: { id: attemptId }, data: { queuedAt: null } });
}
