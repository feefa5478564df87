/** Rows to the resources of the contract, in a constant number of queries. */
import type { Artifact, TrainingSummary } from '@stride/contracts';
import { StrideError, type Device, type FailureReason, type ProxyTask, type TrainingStatus } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';

interface TrainingRow extends Omit<TrainingSummary, 'epochs' | 'createdAt' | 'startedAt' | 'finishedAt' | 'failureReason' | 'status' | 'device' | 'weights'> {
  readonly status: TrainingStatus;
  readonly failureReason: FailureReason | null;
  readonly task: ProxyTask;
  readonly device: Device | null;
  readonly weights: Artifact | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** A training with what its candidate and its latest attempt add. */
export interface TrainingRecord {
  readonly summary: TrainingSummary;
  readonly task: ProxyTask;
}

/** The oldest first. `where` speaks of the training `t` and its candidate `c`. */
export async function trainingRecords(tx: Transaction, where: Prisma.Sql): Promise<TrainingRecord[]> {
  const rows = await tx.$queryRaw<TrainingRow[]>`
    SELECT t."id", c."searchId", t."candidateId", c."number", t."status"::text AS "status",
      t."failureReason"::text AS "failureReason", t."failureMessage", c."architectureText", c."params", s."dataset", t."task",
      CASE WHEN c."prunedAtStep" IS NULL THEN c."accuracy" END AS "proxyAccuracy", t."test", t."weights", t."device", t."trainSeconds",
      COALESCE(a."number", 0) AS "attempts", a."workerId", a."progress", a."startedAt", t."createdAt", t."finishedAt"
    FROM "Training" t JOIN "Candidate" c ON c."id" = t."candidateId" JOIN "Search" s ON s."id" = c."searchId"
    LEFT JOIN LATERAL (
      SELECT "number", "workerId", "progress", "startedAt" FROM "Attempt"
      WHERE "trainingId" = t."id" ORDER BY "number" DESC LIMIT 1
    ) a ON TRUE
    WHERE ${where} ORDER BY t."createdAt", t."id"`;
  return rows.map(({ task, ...row }) => ({
    task,
    summary: {
      ...row, epochs: task.epochs,
      // What a finished attempt last said about its progress is of no interest.
      progress: row.status === 'running' ? row.progress : null,
      createdAt: row.createdAt.toISOString(), startedAt: row.startedAt?.toISOString() ?? null, finishedAt: row.finishedAt?.toISOString() ?? null,
    },
  }));
}

/** In the order of `ids`; an id that names no training is left out. */
export async function trainingSummaries(tx: Transaction, ids: readonly string[]): Promise<TrainingSummary[]> {
  if (ids.length === 0) return [];
  const records = await trainingRecords(tx, Prisma.sql`t."id" = ANY(${[...ids]}::uuid[])`);
  const byId = new Map(records.map(({ summary }) => [summary.id, summary]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** @throws StrideError TRAINING_UNKNOWN */
export async function trainingSummary(tx: Transaction, trainingId: string): Promise<TrainingSummary> {
  const [summary] = await trainingSummaries(tx, [trainingId]);
  if (!summary) throw unknownTraining(trainingId);
  return summary;
}

export function unknownTraining(trainingId: string): StrideError {
  return new StrideError('TRAINING_UNKNOWN', `no training has the id ${JSON.stringify(trainingId)}`);
}
