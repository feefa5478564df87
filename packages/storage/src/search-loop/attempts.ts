/**
 * Attempts, whatever they are at: a candidate or the full training of one. What becomes of the candidate or the training
 * itself, apart from its status, is in candidate-results.ts and training-results.ts.
 */
import { randomUUID } from 'node:crypto';
import type { AttemptRef, AttemptTimes, SchedulerChoice } from '@stride/contracts';
import type { CurvePoint, FailureReason, Objective, ProxyTask } from '@stride/core';
import { Prisma } from '../generated/client.js';
import { newId } from '../ids.js';
import { schedulerOf, stored } from '../summaries.js';

type Transaction = Prisma.TransactionClient;

/** What is tried. */
export type Subject =
  | { readonly kind: 'candidate'; readonly candidateId: string }
  | { readonly kind: 'training'; readonly trainingId: string };

interface OpenAttempt {
  readonly id: string;
  readonly number: number;
  readonly searchId: string;
  /** The candidate that is tried, or whose training is. */
  readonly candidateId: string;
  readonly candidateNumber: number;
  /** Trainable parameters of its architecture. */
  readonly params: number;
  readonly status: 'queued' | 'running';
  readonly workerId: string | null;
}

export interface CandidateAttempt extends OpenAttempt {
  readonly kind: 'candidate';
  readonly role: 'reference' | 'candidate';
  readonly objective: Objective;
  readonly referenceParams: number;
  readonly scheduler: SchedulerChoice;
  /** Of a whole training. */
  readonly evaluations: number;
}

export interface TrainingAttempt extends OpenAttempt {
  readonly kind: 'training';
  readonly trainingId: string;
}

/** The attempt that a report names, while it is the one whose reports are accepted. */
export type CurrentAttempt = CandidateAttempt | TrainingAttempt;

/**
 * The fence. Locks the candidate or the training and returns its current attempt if `ref` names it with the right token and
 * it is still open; null for anything late, replaced, cancelled or unknown.
 */
export async function lockAttempt(tx: Transaction, ref: AttemptRef): Promise<CurrentAttempt | null> {
  const subject = subjectOf(ref);
  if (subject.kind === 'training') await tx.$executeRaw`SELECT 1 FROM "Training" WHERE "id" = ${subject.trainingId}::uuid FOR NO KEY UPDATE`;
  else await tx.$executeRaw`SELECT 1 FROM "Candidate" WHERE "id" = ${subject.candidateId}::uuid FOR NO KEY UPDATE`;
  const attempt = await tx.attempt.findFirst({
    where: attemptsOf(subject),
    orderBy: { number: 'desc' },
    include: { candidate: OF_CANDIDATE, training: { include: { candidate: OF_CANDIDATE } } },
  });
  if (!attempt || attempt.number !== ref.attempt || attempt.token !== ref.token) return null;
  const { id, number, status, workerId, trainingId } = attempt;
  const candidate = attempt.candidate ?? attempt.training?.candidate;
  if (!candidate || (status !== 'queued' && status !== 'running')) return null;
  const { searchId, search, role, params } = candidate;
  const open = { id, number, status, workerId, searchId, candidateId: candidate.id, candidateNumber: candidate.number, params };
  if (trainingId !== null) return { ...open, kind: 'training', trainingId };
  return {
    ...open, kind: 'candidate', role, objective: stored(search.objective), referenceParams: search.referenceParams, scheduler: schedulerOf(search),
    evaluations: stored<ProxyTask>(search.proxyTask).evaluations,
  };
}

const OF_CANDIDATE = { include: { search: { select: { objective: true, referenceParams: true, scheduler: true, proxyTask: true } } } } as const;

export function subjectOf({ candidateId, trainingId }: { candidateId: string; trainingId?: string }): Subject {
  return trainingId === undefined ? { kind: 'candidate', candidateId } : { kind: 'training', trainingId };
}

function attemptsOf(subject: Subject): { candidateId: string } | { trainingId: string } {
  return subject.kind === 'training' ? { trainingId: subject.trainingId } : { candidateId: subject.candidateId };
}

/** A column of both tables. */
interface SubjectChange {
  readonly status: 'queued' | 'running' | 'failed';
  readonly finishedAt?: Date | null;
  readonly failureReason?: FailureReason | null;
  readonly failureMessage?: string | null;
}

async function changeSubject(tx: Transaction, subject: Subject, data: SubjectChange): Promise<void> {
  if (subject.kind === 'training') await tx.training.update({ where: { id: subject.trainingId }, data });
  else await tx.candidate.update({ where: { id: subject.candidateId }, data });
}

/** The first attempt at something new, or the next one, not yet in the queue. */
export function newAttempt(subject: Subject, number: number) {
  return { id: newId(), ...attemptsOf(subject), number, token: randomUUID() };
}

/** Queues it once more: a new attempt with a new token, so that reports of earlier ones are refused. */
export async function addAttempt(tx: Transaction, subject: Subject, number: number): Promise<void> {
  await tx.attempt.create({ data: newAttempt(subject, number) });
  await changeSubject(tx, subject, { status: 'queued', finishedAt: null, failureReason: null, failureMessage: null });
}

/** A worker has begun: the candidate, or the training, is running under a lease. */
export async function startAttempt(
  tx: Transaction, attempt: CurrentAttempt, start: { workerId: string; at: Date; leaseSeconds: number },
): Promise<void> {
  const worker = await tx.worker.findUnique({ where: { id: start.workerId }, select: { version: true } });
  await tx.attempt.update({
    where: { id: attempt.id },
    data: { status: 'running', workerId: start.workerId, workerVersion: worker?.version ?? null, startedAt: start.at },
  });
  await changeSubject(tx, attempt, { status: 'running' });
  await renewLease(tx, attempt.id, start.leaseSeconds, null);
}

/** Lease times are the database's clock, the one clock that every controller shares. */
export async function renewLease(
  tx: Transaction, attemptId: string, seconds: number, progress: Prisma.InputJsonValue | null,
): Promise<void> {
  await tx.$executeRaw`UPDATE "Attempt" SET "leaseUntil" = clock_timestamp() + make_interval(secs => ${seconds}::float8)
    WHERE "id" = ${attemptId}::uuid`;
  if (progress !== null) await tx.attempt.update({ where: { id: attemptId }, data: { progress } });
}

/** Idempotent: a redelivered evaluation is stored once. */
export async function addCurvePoint(tx: Transaction, attemptId: string, point: CurvePoint): Promise<void> {
  await tx.curvePoint.createMany({ data: [{ attemptId, ...point }], skipDuplicates: true });
}

/** The attempt has brought a result, which somebody else stores. */
export async function completeAttempt(
  tx: Transaction, attempt: CurrentAttempt,
  done: { curve: readonly CurvePoint[]; workerId: string; times: AttemptTimes; now: Date },
): Promise<void> {
  await tx.attempt.update({
    where: { id: attempt.id },
    data: { status: 'completed', workerId: done.workerId, acceptedAt: done.now, endedAt: done.now, leaseUntil: null, ...reportedTimes(done.times) },
  });
  await tx.curvePoint.createMany({ data: done.curve.map((point) => ({ attemptId: attempt.id, ...point })), skipDuplicates: true });
  await tx.worker.updateMany({ where: { id: done.workerId }, data: { completed: { increment: 1 } } });
}

export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
  readonly logTail: string | null;
  readonly times: AttemptTimes | null;
  readonly now: Date;
}

/** Ends the attempt only; what becomes of the candidate or the training is the controller's decision. */
export async function failAttempt(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<void> {
  await tx.attempt.update({
    where: { id: attempt.id },
    data: {
      status: 'failed', failureReason: failure.reason, failureMessage: failure.message, logTail: failure.logTail,
      acceptedAt: failure.now, endedAt: failure.now, leaseUntil: null, ...(failure.times ? reportedTimes(failure.times) : {}),
    },
  });
  if (attempt.workerId) await tx.worker.updateMany({ where: { id: attempt.workerId }, data: { failed: { increment: 1 } } });
}

/** No further attempt follows. */
export async function failSubject(tx: Transaction, subject: Subject, { reason, message, now }: Failure): Promise<void> {
  await changeSubject(tx, subject, { status: 'failed', failureReason: reason, failureMessage: message, finishedAt: now });
}

/** An attempt that its worker gave back. */
export async function releaseAttempt(tx: Transaction, attempt: CurrentAttempt, now: Date): Promise<void> {
  await tx.attempt.update({
    where: { id: attempt.id },
    data: { status: 'cancelled', failureMessage: 'given back: its worker was stopped', acceptedAt: now, endedAt: now, leaseUntil: null },
  });
}

/**
 * Failures that the limit on tries counts. Of a candidate all of them. Of a training those since it last came further, by the
 * evaluations it reported: it goes on from its checkpoints, and over days there may be any number of lost workers.
 */
export async function countFailedAttempts(tx: Transaction, subject: Subject): Promise<number> {
  if (subject.kind === 'candidate') return tx.attempt.count({ where: { ...attemptsOf(subject), status: 'failed' } });
  const attempts = await tx.attempt.findMany({
    where: attemptsOf(subject), orderBy: { number: 'asc' },
    select: { status: true, curvePoints: { orderBy: { step: 'desc' }, take: 1, select: { step: true } } },
  });
  let furthest = 0, failures = 0;
  for (const { status, curvePoints: [last] } of attempts) {
    if (last && last.step > furthest) [furthest, failures] = [last.step, 0];
    if (status === 'failed') failures++;
  }
  return failures;
}

/** Running attempts whose lease has passed. */
export function expiredAttempts(db: Transaction): Promise<AttemptRef[]> {
  return runningRefs(db, Prisma.sql`a."leaseUntil" < clock_timestamp()`);
}

/** Running attempts that an earlier process of this worker began: it is gone, since a new one runs under its name. */
export function orphanedAttempts(tx: Transaction, workerId: string, startedAt: Date): Promise<AttemptRef[]> {
  return runningRefs(tx, Prisma.sql`a."workerId" = ${workerId} AND a."startedAt" < ${startedAt}`);
}

async function runningRefs(db: Transaction, which: Prisma.Sql): Promise<AttemptRef[]> {
  const rows = await db.$queryRaw<RefRow[]>`
    SELECT c."searchId", c."id" AS "candidateId", a."trainingId", a."number" AS "attempt", a."token"
    FROM "Attempt" a LEFT JOIN "Training" t ON t."id" = a."trainingId"
      JOIN "Candidate" c ON c."id" = COALESCE(a."candidateId", t."candidateId")
    WHERE a."status" = 'running' AND ${which}`;
  return rows.map(toRef);
}

/** What names an attempt, as a row has it. */
export interface RefRow {
  readonly searchId: string;
  readonly candidateId: string;
  readonly trainingId: string | null;
  readonly attempt: number;
  readonly token: string;
}

export function toRef({ trainingId, ...ref }: RefRow): AttemptRef {
  return trainingId === null ? ref : { ...ref, trainingId };
}

function reportedTimes(times: AttemptTimes) {
  return {
    startedAt: times.startedAt, trainedAt: times.trainedAt, timedAt: times.timedAt, reportedAt: times.reportedAt,
  };
}
