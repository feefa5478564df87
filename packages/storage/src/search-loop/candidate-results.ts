/** What measuring a candidate leaves: its measurement and reward, and S0 of the class of device. */
import { deviceClass, StrideError, type Device, type Measurement, type StepTime } from '@stride/core';
import { Prisma } from '../generated/client.js';
import type { CandidateAttempt } from './attempts.js';

type Transaction = Prisma.TransactionClient;

export async function completeCandidate(
  tx: Transaction, { candidateId }: CandidateAttempt,
  done: { measurement: Measurement; reward: number; prunedAtStep: number | null; now: Date },
): Promise<void> {
  const { measurement, reward, prunedAtStep, now } = done;
  await tx.candidate.update({
    where: { id: candidateId },
    data: {
      status: prunedAtStep === null ? 'completed' : 'pruned', prunedAtStep, finishedAt: now, reward, accuracy: measurement.accuracy,
      stepTimeMs: measurement.stepTimeMs.median, deviceClass: deviceClass(measurement.device),
      measurement: measurement as unknown as Prisma.InputJsonObject,
    },
  });
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

/** What the reward of a measured candidate is computed from. */
export interface ScoredCandidate {
  readonly id: string;
  readonly accuracy: number;
  readonly stepTimeMs: number;
  readonly params: number;
  readonly peakMemoryBytes: number | null;
}

/** Candidates that were measured on a device class, to the end of their training or to a rung. */
export function scoredCandidates(tx: Transaction, searchId: string, device: Device): Promise<ScoredCandidate[]> {
  return tx.$queryRaw<ScoredCandidate[]>`
    SELECT "id", "accuracy", "stepTimeMs", "params", ("measurement"->>'peakMemoryBytes')::float8 AS "peakMemoryBytes" FROM "Candidate"
    WHERE "searchId" = ${searchId}::uuid AND "status" IN ('completed', 'pruned') AND "deviceClass" = ${deviceClass(device)}
      AND "accuracy" IS NOT NULL AND "stepTimeMs" IS NOT NULL`;
}

export async function setReward(tx: Transaction, candidateId: string, reward: number): Promise<void> {
  await tx.candidate.update({ where: { id: candidateId }, data: { reward } });
}

/** Recent calibrations on a device class, the newest first: enough to know what is usual, however long the search. */
export async function recentCalibrations(tx: Transaction, searchId: string, device: Device): Promise<number[]> {
  const rows = await tx.$queryRaw<{ readonly ms: number }[]>`
    SELECT ("measurement"->>'calibrationMs')::float8 AS "ms" FROM "Candidate"
    WHERE "searchId" = ${searchId}::uuid AND "status" IN ('completed', 'pruned') AND "deviceClass" = ${deviceClass(device)}
      AND "measurement"->>'calibrationMs' IS NOT NULL
    ORDER BY "finishedAt" DESC LIMIT 50`;
  return rows.map(({ ms }) => ms);
}
