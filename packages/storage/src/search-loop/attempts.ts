import type { AttemptRef, AttemptTimes } from '@stride/contracts';
import {
  deviceClass, StrideError, type CurvePoint, type Device, type FailureReason, type Measurement, type Objective, type StepTime,
} from '@stride/core';
import { Prisma } from '../generated/client.js';
import { stored } from '../summaries.js';

type Transaction = Prisma.TransactionClient;

/** The attempt that a report names, while it is the one whose reports are accepted. */
export interface CurrentAttempt {
  readonly id: string;
  readonly number: number;
  readonly candidateId: string;
  readonly candidateNumber: number;
  readonly searchId: string;
  readonly role: 'reference' | 'candidate';
  readonly status: 'queued' | 'running';
  readonly workerId: string | null;
  readonly params: number;
  readonly objective: Objective;
  readonly referenceParams: number;
}

/**
 * The fence. Locks the candidate and returns its current attempt if `ref` names it with the right token and it is still
 * open; null for anything late, replaced, cancelled or unknown.
 */
export async function lockAttempt(tx: Transaction, ref: AttemptRef): Promise<CurrentAttempt | null> {
  await tx.$executeRaw`SELECT 1 FROM "Candidate" WHERE "id" = ${ref.candidateId}::uuid FOR NO KEY UPDATE`;
  const attempt = await tx.attempt.findFirst({
    where: { candidateId: ref.candidateId },
    orderBy: { number: 'desc' },
    include: { candidate: { include: { search: { select: { objective: true, referenceParams: true } } } } },
  });
  if (!attempt || attempt.number !== ref.attempt || attempt.token !== ref.token) return null;
  if (attempt.status !== 'queued' && attempt.status !== 'running') return null;
  const { candidate } = attempt;
  return {
    id: attempt.id, number: attempt.number, candidateId: candidate.id, candidateNumber: candidate.number,
    searchId: candidate.searchId, role: candidate.role, status: attempt.status, workerId: attempt.workerId,
    params: candidate.params, objective: stored(candidate.search.objective), referenceParams: candidate.search.referenceParams,
  };
}

/** A worker has begun: the candidate is running under a lease. */
export async function startAttempt(
  tx: Transaction, attempt: CurrentAttempt, start: { workerId: string; at: Date; leaseSeconds: number },
): Promise<void> {
  await tx.attempt.update({ where: { id: attempt.id }, data: { status: 'running', workerId: start.workerId, startedAt: start.at } });
  await tx.candidate.update({ where: { id: attempt.candidateId }, data: { status: 'running' } });
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

/**
 * Stores S0 of a device class unless it is there, and returns the one that counts, which nobody replaces before this
 * transaction ends.
 */
export async function referenceStepTime(
  tx: Transaction, searchId: string, device: Device, measured: StepTime,
): Promise<StepTime> {
  const key = { searchId, deviceClass: deviceClass(device) };
  await tx.referenceStepTime.createMany({ data: [{ ...key, stepTimeMs: { ...measured }, device: { ...device } }], skipDuplicates: true });
  const [row] = await tx.$queryRaw<{ readonly stepTimeMs: StepTime }[]>`
    SELECT "stepTimeMs" FROM "ReferenceStepTime"
    WHERE "searchId" = ${searchId}::uuid AND "deviceClass" = ${key.deviceClass} FOR SHARE`;
  if (!row) throw new StrideError('INTERNAL', `the reference step time of search ${searchId} on ${key.deviceClass} is gone`);
  return row.stepTimeMs;
}

/** S0 of a device class from now on, whatever it was before. */
export async function replaceReferenceStepTime(
  tx: Transaction, searchId: string, device: Device, measured: StepTime,
): Promise<void> {
  const key = { searchId, deviceClass: deviceClass(device) };
  const values = { stepTimeMs: { ...measured }, device: { ...device }, measuredAt: new Date() };
  await tx.referenceStepTime.upsert({ where: { searchId_deviceClass: key }, create: { ...key, ...values }, update: values });
}

/** What the reward of a completed candidate is computed from. */
export interface ScoredCandidate {
  readonly id: string;
  readonly accuracy: number;
  readonly stepTimeMs: number;
  readonly params: number;
}

/** Completed candidates that were measured on a device class. */
export async function scoredCandidates(tx: Transaction, searchId: string, device: Device): Promise<ScoredCandidate[]> {
  const rows = await tx.candidate.findMany({
    where: { searchId, status: 'completed', deviceClass: deviceClass(device) },
    select: { id: true, accuracy: true, stepTimeMs: true, params: true },
  });
  return rows.flatMap(({ id, accuracy, stepTimeMs, params }) => (accuracy === null || stepTimeMs === null ? [] : [{ id, accuracy, stepTimeMs, params }]));
}

export async function setReward(tx: Transaction, candidateId: string, reward: number): Promise<void> {
  await tx.candidate.update({ where: { id: candidateId }, data: { reward } });
}

/** Recent calibrations on a device class, the newest first: enough to know what is usual, however long the search. */
export async function recentCalibrations(tx: Transaction, searchId: string, device: Device): Promise<number[]> {
  const rows = await tx.$queryRaw<{ readonly ms: number }[]>`
    SELECT ("measurement"->>'calibrationMs')::float8 AS "ms" FROM "Candidate"
    WHERE "searchId" = ${searchId}::uuid AND "status" = 'completed' AND "deviceClass" = ${deviceClass(device)}
      AND "measurement"->>'calibrationMs' IS NOT NULL
    ORDER BY "finishedAt" DESC LIMIT 50`;
  return rows.map(({ ms }) => ms);
}

export async function completeAttempt(
  tx: Transaction, attempt: CurrentAttempt,
  done: { measurement: Measurement; reward: number; workerId: string; times: AttemptTimes; now: Date },
): Promise<void> {
  const { measurement, now } = done;
  await tx.attempt.update({
    where: { id: attempt.id },
    data: { status: 'completed', workerId: done.workerId, acceptedAt: now, leaseUntil: null, ...reportedTimes(done.times) },
  });
  await tx.candidate.update({
    where: { id: attempt.candidateId },
    data: {
      status: 'completed', finishedAt: now, reward: done.reward, accuracy: measurement.accuracy,
      stepTimeMs: measurement.stepTimeMs.median, deviceClass: deviceClass(measurement.device),
      measurement: measurement as unknown as Prisma.InputJsonObject,
    },
  });
  await tx.curvePoint.createMany({ data: measurement.curve.map((point) => ({ attemptId: attempt.id, ...point })), skipDuplicates: true });
  await tx.worker.updateMany({ where: { id: done.workerId }, data: { completed: { increment: 1 } } });
}

export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
  readonly logTail: string | null;
  readonly times: AttemptTimes | null;
  readonly now: Date;
}

/** Ends the attempt only; what becomes of the candidate is the controller's decision. */
export async function failAttempt(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<void> {
  await tx.attempt.update({
    where: { id: attempt.id },
    data: {
      status: 'failed', failureReason: failure.reason, failureMessage: failure.message, logTail: failure.logTail,
      acceptedAt: failure.now, leaseUntil: null, ...(failure.times ? reportedTimes(failure.times) : {}),
    },
  });
  if (attempt.workerId) await tx.worker.updateMany({ where: { id: attempt.workerId }, data: { failed: { increment: 1 } } });
}

export async function failCandidate(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<void> {
  await tx.candidate.update({
    where: { id: attempt.candidateId },
    data: { status: 'failed', failureReason: failure.reason, failureMessage: failure.message, finishedAt: failure.now },
  });
}

/** An attempt that its worker gave back. */
export async function releaseAttempt(tx: Transaction, attempt: CurrentAttempt, now: Date): Promise<void> {
  await tx.attempt.update({
    where: { id: attempt.id },
    data: { status: 'cancelled', failureMessage: 'given back: its worker was stopped', acceptedAt: now, leaseUntil: null },
  });
}

/** Attempts of the candidate that ended in failure so far: what the limit on tries counts. */
export function countFailedAttempts(tx: Transaction, candidateId: string): Promise<number> {
  return tx.attempt.count({ where: { candidateId, status: 'failed' } });
}

/** Running attempts whose lease has passed. */
export async function expiredAttempts(db: Transaction): Promise<AttemptRef[]> {
  return db.$queryRaw<AttemptRef[]>`
    SELECT c."searchId", a."candidateId", a."number" AS "attempt", a."token"
    FROM "Attempt" a JOIN "Candidate" c ON c."id" = a."candidateId"
    WHERE a."status" = 'running' AND a."leaseUntil" < clock_timestamp()`;
}

/** Running attempts that an earlier process of this worker began: it is gone, since a new one runs under its name. */
export async function orphanedAttempts(tx: Transaction, workerId: string, startedAt: Date): Promise<AttemptRef[]> {
  return tx.$queryRaw<AttemptRef[]>`
    SELECT c."searchId", a."candidateId", a."number" AS "attempt", a."token"
    FROM "Attempt" a JOIN "Candidate" c ON c."id" = a."candidateId"
    WHERE a."status" = 'running' AND a."workerId" = ${workerId} AND a."startedAt" < ${startedAt}`;
}

function reportedTimes(times: AttemptTimes) {
  return {
    startedAt: times.startedAt, trainedAt: times.trainedAt, timedAt: times.timedAt, reportedAt: times.reportedAt,
  };
}
