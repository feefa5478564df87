import type { Artifact, RankCorrelation, TrainingDetail, TrainingList } from '@stride/contracts';
import { kendallTau, type Architecture } from '@stride/core';
import type { Transaction } from '../client.js';
import { Prisma } from '../generated/client.js';
import { isId } from '../ids.js';
import { findSearch } from '../searches/read-searches.js';
import { stored, toAttempt, toCurvePoint } from '../summaries.js';
import { trainingRecords, unknownTraining, type TrainingRecord } from './summaries.js';

/**
 * All trainings of a search, the oldest first, and what they say of its proxy task.
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function listTrainings(db: Transaction, searchId: string): Promise<TrainingList> {
  const { id } = await findSearch(db, searchId);
  const records = await trainingRecords(db, Prisma.sql`c."searchId" = ${id}::uuid`);
  return { items: records.map(({ summary }) => summary), rankCorrelation: rankCorrelation(records) };
}

/**
 * Only what was trained alike can be compared: of the groups with one task the largest, and of equal ones that which was
 * added to last. Of a candidate that was trained twice alike, which no request asks for, the later counts.
 */
function rankCorrelation(records: readonly TrainingRecord[]): RankCorrelation | null {
  const groups = new Map<string, Map<string, Compared>>();
  for (const { task, summary: { candidateId, proxyAccuracy, test, finishedAt } } of records) {
    if (test === null || proxyAccuracy === null || finishedAt === null) continue;
    // The default schedule follows each network's strides.
    const { progressive: _, ...alike } = task;
    const key = JSON.stringify(alike);
    groups.set(key, (groups.get(key) ?? new Map<string, Compared>()).set(candidateId, { proxyAccuracy, accuracy: test.accuracy, finishedAt }));
  }
  const largest = [...groups.values()].map((group) => [...group.values()]).toSorted((a, b) => b.length - a.length || latest(b).localeCompare(latest(a)))[0] ?? [];
  const tau = kendallTau(largest.map(({ proxyAccuracy }) => proxyAccuracy), largest.map(({ accuracy }) => accuracy));
  return tau === null ? null : { tau, k: largest.length };
}

interface Compared {
  readonly proxyAccuracy: number;
  readonly accuracy: number;
  readonly finishedAt: string;
}

const latest = (group: readonly Compared[]) => group.map(({ finishedAt }) => finishedAt).toSorted().at(-1) ?? '';

/**
 * Everything about one training, its curve as far as it has come.
 * @throws StrideError TRAINING_UNKNOWN
 */
export async function trainingDetail(db: Transaction, trainingId: string): Promise<TrainingDetail> {
  const [record] = isId(trainingId) ? await trainingRecords(db, Prisma.sql`t."id" = ${trainingId}::uuid`) : [];
  if (!record) throw unknownTraining(trainingId);
  const [attempts, candidate] = await Promise.all([
    db.attempt.findMany({ where: { trainingId }, orderBy: { number: 'asc' }, include: { curvePoints: { orderBy: { step: 'asc' } } } }),
    db.candidate.findUniqueOrThrow({ where: { id: record.summary.candidateId }, select: { architecture: true } }),
  ]);
  // A later attempt goes on from the checkpoint of an earlier one; what both have reported is the same, or newer in the later.
  const curve = new Map(attempts.flatMap(({ curvePoints }) => curvePoints.map((point) => [point.step, toCurvePoint(point)] as const)));
  return {
    ...record.summary,
    architecture: stored<Architecture>(candidate.architecture), task: record.task,
    curve: [...curve.values()].toSorted((a, b) => a.step - b.step),
    attemptHistory: attempts.map(toAttempt),
  };
}

/** Where the weights of a candidate are, by the training that completed last; null when it was never trained in full. */
export async function trainedWeights(db: Transaction, candidateId: string): Promise<Artifact | null> {
  const row = await db.training.findFirst({
    where: { candidateId, status: 'completed' }, orderBy: { finishedAt: 'desc' }, select: { weights: true },
  });
  return row && stored<Artifact>(row.weights);
}
