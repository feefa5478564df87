/** What a scheduler compares, and what pruned candidates would have come to: from stored accuracies and step times, under the S0 of now. */
import type { Rung } from '@stride/contracts';
import { deviceClass, expectedFinal, keepsWithin, rewardOf, type Objective, type Progression, type RewardInput, type UntoldResult } from '@stride/core';
import { Prisma } from '../generated/client.js';
import type { CandidateAttempt } from './attempts.js';

type Transaction = Prisma.TransactionClient;

/** What was measured before the training: kept with the attempt, since there is no measurement before it ends. */
export async function recordTiming(tx: Transaction, attemptId: string, rung: Rung): Promise<void> {
  const { stepTimeMs, device, peakMemoryBytes } = rung;
  await tx.attempt.update({ where: { id: attemptId }, data: { timed: { stepTimeMs, deviceClass: deviceClass(device), peakMemoryBytes } } });
}

/** A candidate on its way: accuracies at the evaluations up to a step, and what makes rewards of them. */
interface Course extends Omit<RewardInput, 'accuracy' | 'referenceParams'> {
  readonly id: string;
  readonly accuracies: readonly number[];
}

/** Rewards at the evaluations up to a rung. */
export interface RungRewards {
  readonly own: readonly number[];
  readonly others: readonly (readonly number[])[];
}

/**
 * The rewards of this candidate up to the step of its latest evaluation, and of every other proposal that has come as far: by its
 * latest attempt, or by the measurement that it shares with a candidate of another search. Null as long as the reference is under
 * way, or none of this class of device has a step time of the reference: rewards would not compare.
 */
export async function rungRewards(tx: Transaction, attempt: CandidateAttempt, step: number): Promise<RungRewards | null> {
  const { searchId, candidateId, objective, referenceParams } = attempt;
  const reference = await tx.candidate.findUnique({ where: { searchId_number: { searchId, number: 0 } }, select: { status: true } });
  if (reference?.status !== 'completed') return null;
  const courses = await coursesTo(tx, searchId, step);
  const rewards = ({ accuracies, ...input }: Course) => accuracies.map((accuracy) => rewardOf(objective, { ...input, accuracy, referenceParams }));
  const own = courses.find(({ id }) => id === candidateId);
  if (own === undefined) return null;
  return { own: rewards(own), others: courses.filter((course) => course !== own).map(rewards) };
}

function coursesTo(tx: Transaction, searchId: string, step: number): Promise<Course[]> {
  return tx.$queryRaw<Course[]>`
    WITH "timed" AS (
      SELECT c."id", a."id" AS "attemptId", c."params", (a."timed"->>'stepTimeMs')::float8 AS "stepTimeMs",
        a."timed"->>'deviceClass' AS "deviceClass", (a."timed"->>'peakMemoryBytes')::float8 AS "peakMemoryBytes"
      FROM "Candidate" c CROSS JOIN LATERAL (
        SELECT "id", "timed" FROM "Attempt" WHERE "candidateId" = c."id" ORDER BY "number" DESC LIMIT 1
      ) a
      WHERE c."searchId" = ${searchId}::uuid AND c."role" = 'candidate' AND a."timed" IS NOT NULL
    ), "course" AS (
      SELECT t."id", t."params", t."stepTimeMs", t."deviceClass", t."peakMemoryBytes", p."step", p."validationAccuracy" AS "accuracy"
      FROM "timed" t JOIN "CurvePoint" p ON p."attemptId" = t."attemptId" AND p."step" <= ${step}
      UNION ALL
      SELECT c."id", c."params", c."stepTimeMs", c."deviceClass", (c."measurement"->>'peakMemoryBytes')::float8,
        (p->>'step')::int, (p->>'validationAccuracy')::float8
      FROM "Candidate" c CROSS JOIN LATERAL jsonb_array_elements(c."measurement"->'curve') p
      WHERE c."searchId" = ${searchId}::uuid AND c."role" = 'candidate' AND c."reusedFrom" IS NOT NULL AND (p->>'step')::int <= ${step}
    )
    SELECT k."id", k."params", k."stepTimeMs", k."peakMemoryBytes", (r."stepTimeMs"->>'median')::float8 AS "referenceStepTimeMs",
      array_agg(k."accuracy" ORDER BY k."step") AS "accuracies"
    FROM "course" k JOIN "ReferenceStepTime" r ON r."searchId" = ${searchId}::uuid AND r."deviceClass" = k."deviceClass"
    GROUP BY k."id", k."params", k."stepTimeMs", k."peakMemoryBytes", r."stepTimeMs" HAVING max(k."step") = ${step}
    ORDER BY k."id"`;
}

/** What a search makes of measurements. */
export interface Rewarding {
  readonly id: string;
  readonly objective: Objective;
  readonly referenceParams: number;
}

/** A result of which only a part of the training is known. */
export interface PrunedResult extends UntoldResult {
  readonly prunedAtStep: number;
}

interface PrunedRow extends Omit<RewardInput, 'referenceParams'> {
  readonly id: string;
}

/**
 * The results with the rewards that the candidates are expected to have come to: the accuracy grows as that of those that were
 * trained to the end has grown from the same step on, the reference among them. One of which nothing can be expected yet is
 * left out, to be told later. Beyond a cap the reward is the same whatever the accuracy.
 */
export async function expectResults(tx: Transaction, search: Rewarding, pruned: readonly PrunedResult[]): Promise<UntoldResult[]> {
  if (pruned.length === 0) return [];
  const progressions = await progressionsFrom(tx, search.id, [...new Set(pruned.map(({ prunedAtStep }) => prunedAtStep))]);
  const inputs = await prunedInputs(tx, search.id, pruned.map(({ id }) => id));
  return pruned.flatMap(({ prunedAtStep, ...result }) => {
    const input = inputs.get(result.id);
    if (input === undefined) return [];
    const isWithin = keepsWithin(search.objective.caps, input);
    const expected = isWithin ? expectedFinal(input.accuracy, progressions.get(prunedAtStep) ?? []) : input.accuracy;
    if (expected === null) return [];
    const accuracy = Math.min(1, Math.max(0, expected));
    return [{ ...result, reward: rewardOf(search.objective, { ...input, accuracy, referenceParams: search.referenceParams }) }];
  });
}

/** Accuracies at a step and at the end of whoever was trained to the end, in the order in which they finished; by step. */
async function progressionsFrom(tx: Transaction, searchId: string, steps: readonly number[]): Promise<Map<number, Progression[]>> {
  const rows = await tx.$queryRaw<(Progression & { readonly step: number })[]>`
    SELECT (p->>'step')::int AS "step", (p->>'validationAccuracy')::float8 AS "atRung", c."accuracy" AS "final"
    FROM "Candidate" c CROSS JOIN LATERAL jsonb_array_elements(c."measurement"->'curve') p
    WHERE c."searchId" = ${searchId}::uuid AND c."status" = 'completed' AND (p->>'step')::int = ANY(${[...steps]}::int[])
    ORDER BY c."finishedAt", c."number"`;
  return new Map(steps.map((step) => [step, rows.filter((row) => row.step === step)]));
}

async function prunedInputs(tx: Transaction, searchId: string, ids: readonly string[]): Promise<Map<string, PrunedRow>> {
  const rows = await tx.$queryRaw<PrunedRow[]>`
    SELECT c."id", c."accuracy", c."params", c."stepTimeMs", (c."measurement"->>'peakMemoryBytes')::float8 AS "peakMemoryBytes",
      (r."stepTimeMs"->>'median')::float8 AS "referenceStepTimeMs"
    FROM "Candidate" c JOIN "ReferenceStepTime" r ON r."searchId" = c."searchId" AND r."deviceClass" = c."deviceClass"
    WHERE c."searchId" = ${searchId}::uuid AND c."id" = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
