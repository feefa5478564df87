/** Measurements of one search as candidates of another. */
import { rewardOf, type Objective, type StepTime } from '@stride/core';
import type { Transaction } from '../client.js';
import { newId } from '../ids.js';
import { stored } from '../summaries.js';
import { asJson } from './json.js';
import type { WarmStart } from './warm-start.js';

/** The search that reuses, while it has no candidates. */
export interface Reusing {
  readonly id: string;
  readonly warmStart: WarmStart;
  readonly objective: Objective;
  /** P0, the same in both searches. */
  readonly referenceParams: number;
}

export interface Reuse {
  /** Ids of the new candidates, the reference's among them. */
  readonly ids: readonly string[];
  /** Whether the reference need not be measured again. */
  readonly hasReference: boolean;
}

interface Source {
  readonly id: string;
  readonly role: 'reference' | 'candidate';
  readonly accuracy: number;
  readonly stepTimeMs: number;
  readonly params: number;
  readonly peakMemoryBytes: number | null;
  readonly deviceClass: string;
}

/**
 * Copies what has completed in the earlier search by now: S0 of every class of device, the reference as number 0 where it is
 * among them, the others as completed candidates from 1 in the order in which they finished. Rewards are those of this
 * search's objective with that S0. A copy of a copy names the candidate that was really trained.
 */
export async function reuseMeasurements(tx: Transaction, search: Reusing, now: Date): Promise<Reuse> {
  const { fromSearch } = search.warmStart;
  if (fromSearch === null) return { ids: [], hasReference: false };
  const referenceTimes = await copyReferenceStepTimes(tx, fromSearch, search.id);
  const scored = (await completedSources(tx, fromSearch)).flatMap((source) => {
    const s0 = referenceTimes.get(source.deviceClass);
    const reward = s0 === undefined ? Number.NaN : rewardOf(search.objective, { ...source, referenceStepTimeMs: s0, referenceParams: search.referenceParams });
    return Number.isFinite(reward) ? [{ source, reward }] : [];
  });
  const reference = scored.find(({ source }) => source.role === 'reference');
  const candidates = scored.filter((each) => each !== reference);
  const copies = [
    ...(reference ? [{ ...reference, id: newId(), number: 0 }] : []),
    ...candidates.map((each, index) => ({ ...each, id: newId(), number: index + 1 })),
  ];
  await insertCopies(tx, search.id, copies, now);
  await tx.search.update({ where: { id: search.id }, data: { warmStart: asJson({ ...search.warmStart, reused: candidates.length }) } });
  return { ids: copies.map(({ id }) => id), hasReference: reference !== undefined };
}

/** Returns the medians by device class. */
async function copyReferenceStepTimes(tx: Transaction, from: string, to: string): Promise<Map<string, number>> {
  const rows = await tx.referenceStepTime.findMany({ where: { searchId: from } });
  await tx.referenceStepTime.createMany({
    data: rows.map((row) => ({ ...row, searchId: to, stepTimeMs: asJson(stored(row.stepTimeMs)), device: asJson(stored(row.device)) })),
  });
  return new Map(rows.map((row) => [row.deviceClass, stored<StepTime>(row.stepTimeMs).median]));
}

function completedSources(tx: Transaction, searchId: string): Promise<Source[]> {
  return tx.$queryRaw<Source[]>`
    SELECT "id", "role"::text AS "role", "accuracy", "stepTimeMs", "params", "deviceClass",
      ("measurement"->>'peakMemoryBytes')::float8 AS "peakMemoryBytes"
    FROM "Candidate"
    WHERE "searchId" = ${searchId}::uuid AND "status" = 'completed' AND "measurement" IS NOT NULL
      AND "accuracy" IS NOT NULL AND "stepTimeMs" IS NOT NULL AND "deviceClass" IS NOT NULL
    ORDER BY "finishedAt", "number"`;
}

interface Copy {
  readonly id: string;
  readonly source: Source;
  readonly number: number;
  readonly reward: number;
}

/** In the database: a measurement holds a whole curve. */
async function insertCopies(tx: Transaction, searchId: string, copies: readonly Copy[], now: Date): Promise<void> {
  if (copies.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "Candidate" (
      "id", "searchId", "number", "role", "status", "reusedFrom", "architecture", "architectureHash", "architectureText", "encoding",
      "params", "multiplyAdds", "accuracy", "stepTimeMs", "deviceClass", "measurement", "reward", "proposedAt", "finishedAt")
    SELECT n."id", ${searchId}::uuid, n."number", c."role", c."status", COALESCE(c."reusedFrom", c."id"), c."architecture",
      c."architectureHash", c."architectureText", c."encoding", c."params", c."multiplyAdds", c."accuracy", c."stepTimeMs",
      c."deviceClass", c."measurement", n."reward", ${now}, ${now}
    FROM unnest(
      ${copies.map(({ id }) => id)}::uuid[], ${copies.map(({ source }) => source.id)}::uuid[],
      ${copies.map(({ number }) => number)}::int[], ${copies.map(({ reward }) => reward)}::float8[]
    ) AS n("id", "source", "number", "reward")
    JOIN "Candidate" c ON c."id" = n."source"`;
}

/** Hashes of reused candidates whose results the strategy has not heard of: they wait for the reference's step time. */
export async function untoldReused(tx: Transaction, searchId: string): Promise<Set<string>> {
  const rows = await tx.candidate.findMany({
    where: { searchId, role: 'candidate', toldAt: null, reusedFrom: { not: null } }, select: { architectureHash: true },
  });
  return new Set(rows.map((row) => row.architectureHash));
}
