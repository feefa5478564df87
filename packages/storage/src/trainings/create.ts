import type { NewLiveEvent, TrainingSummary } from '@stride/contracts';
import { StrideError, type Architecture, type ProxyTask } from '@stride/core';
import type { Database, Transaction } from '../client.js';
import { appendEvents, logLine } from '../events/index.js';
import { isId, newId } from '../ids.js';
import { addAttempt, newAttempt } from '../search-loop/attempts.js';
import { noneCompleted } from '../searches/none-completed.js';
import { findSearch } from '../searches/read-searches.js';
import { refuseSimulated } from '../searches/refuse-simulated.js';
import { WITHIN_CAPS } from '../searches/caps.js';
import { asJson } from '../searches/json.js';
import { stored } from '../summaries.js';
import { trainingSummaries } from './summaries.js';

/** Which candidates of a search: the best of the completed ones, or those that are named. */
export type TrainingChoice = { readonly top: number } | { readonly candidateIds: readonly string[] };

export interface ChosenCandidate {
  readonly id: string;
  readonly architecture: Architecture;
}

/**
 * The search's leader and then the others within the caps in the order of their rewards, or as they are named.
 * @throws StrideError SEARCH_UNKNOWN | NO_COMPLETED_CANDIDATE | CANDIDATE_UNKNOWN | SEARCH_STATE_CONFLICT for a simulated search
 */
export async function chooseCandidates(db: Transaction, searchId: string, choice: TrainingChoice): Promise<ChosenCandidate[]> {
  const search = await findSearch(db, searchId);
  const { id } = search;
  refuseSimulated(search, 'train');
  if ('candidateIds' in choice) return namedCandidates(db, id, choice.candidateIds);
  const rows = await db.$queryRaw<{ readonly id: string; readonly architecture: unknown }[]>`
    SELECT c."id", c."architecture" FROM "Candidate" c JOIN "Search" s ON s."id" = c."searchId"
    WHERE c."searchId" = ${id}::uuid AND c."role" = 'candidate' AND c."status" = 'completed' AND c."reward" IS NOT NULL AND ${WITHIN_CAPS}
    ORDER BY (c."number" = (s."leader"->>'number')::int) IS TRUE DESC, c."reward" DESC, c."number" LIMIT ${choice.top}`;
  if (rows.length === 0) throw await noneCompleted(db, search);
  return rows.map(toChosen);
}

const CHOSEN = { id: true, architecture: true } as const;

const toChosen = (row: { id: string; architecture: unknown }): ChosenCandidate => ({ id: row.id, architecture: stored(row.architecture) });

async function namedCandidates(db: Transaction, searchId: string, ids: readonly string[]): Promise<ChosenCandidate[]> {
  const rows = await db.candidate.findMany({ where: { searchId, id: { in: ids.filter(isId) } }, select: CHOSEN });
  return ids.map((id, index) => {
    const row = rows.find((each) => each.id === id.toLowerCase());
    if (row) return toChosen(row);
    throw new StrideError('CANDIDATE_UNKNOWN', `search ${searchId} has no candidate ${JSON.stringify(id)}; GET /v1/searches/${searchId}/candidates lists them`,
      { issues: [{ path: `/candidateIds/${index}`, message: `found ${JSON.stringify(id)}; expected the id of a candidate of this search` }] });
  });
}

export interface NewTraining {
  readonly candidateId: string;
  readonly task: ProxyTask;
}

/**
 * Stores trainings as `queued`, for a controller to submit, and returns them in the given order. The same task on the same
 * candidate would end in the same weights: where such a training is under way or completed, it is returned, and none is made;
 * one that its workers failed is tried again, from its last checkpoint.
 */
export function createTrainings(db: Database, searchId: string, trainings: readonly NewTraining[]): Promise<TrainingSummary[]> {
  return db.transaction(async (tx) => {
    // Of two requests at the same time the second sees what the first has made.
    await tx.$executeRaw`SELECT 1 FROM "Search" WHERE "id" = ${searchId}::uuid FOR NO KEY UPDATE`;
    const ids: string[] = [];
    const changed: string[] = [];
    for (const training of trainings) {
      const known = await findSame(tx, training);
      const id = known?.id ?? await insert(tx, training);
      if (known?.status === 'failed') await tryAgain(tx, known);
      ids.push(id);
      if (known === null || known.status === 'failed') changed.push(id);
    }
    const summaries = await trainingSummaries(tx, ids);
    const now = new Date();
    await appendEvents(tx, summaries.filter(({ id }) => changed.includes(id)).flatMap((data): NewLiveEvent[] => [
      { searchId, type: 'training.updated', data },
      logLine(now, searchId, 'info', `A full training of ${data.epochs} epochs was asked for.`, { candidateId: data.candidateId, candidateNumber: data.number }),
    ]));
    return summaries;
  });
}

interface Known {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'completed' | 'failed';
  readonly attempts: number;
}

async function findSame(tx: Transaction, { candidateId, task }: NewTraining): Promise<Known | null> {
  const [row] = await tx.$queryRaw<Known[]>`
    SELECT "id", "status"::text AS "status", (SELECT count(*)::int FROM "Attempt" WHERE "trainingId" = t."id") AS "attempts"
    FROM "Training" t WHERE "candidateId" = ${candidateId}::uuid AND "task" = ${JSON.stringify(task)}::jsonb
      AND ("status" IN ('queued', 'running', 'completed') OR ("status" = 'failed' AND "failureReason" IN ('LOST', 'ERROR')))
    ORDER BY "createdAt" DESC LIMIT 1`;
  return row ?? null;
}

async function tryAgain(tx: Transaction, { id, attempts }: Known): Promise<void> {
  await addAttempt(tx, { kind: 'training', trainingId: id }, attempts + 1);
  await tx.training.update({ where: { id }, data: { tidiedAt: null } });
}

async function insert(tx: Transaction, { candidateId, task }: NewTraining): Promise<string> {
  const id = newId();
  await tx.training.create({ data: { id, candidateId, task: asJson(task) } });
  await tx.attempt.create({ data: newAttempt({ kind: 'training', trainingId: id }, 1) });
  return id;
}
