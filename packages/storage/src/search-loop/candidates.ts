import { architectureHash, costOf, formatArchitecture, type Architecture, type CandidateTally, type UntoldResult } from '@stride/core';
import { Prisma } from '../generated/client.js';
import { newId } from '../ids.js';
import { stored } from '../summaries.js';
import { newAttempt } from './attempts.js';
import { expectResults, type PrunedResult, type Rewarding } from './rungs.js';

type Transaction = Prisma.TransactionClient;

export interface NewCandidate {
  readonly number: number;
  readonly role: 'reference' | 'candidate';
  readonly architecture: Architecture;
  /** Null for the reference. */
  readonly encoding: readonly number[] | null;
}

/** Inserts candidates, each with its first attempt, not yet in the queue. Returns their ids in the given order. */
export async function addCandidates(
  tx: Transaction, searchId: string, candidates: readonly NewCandidate[],
): Promise<string[]> {
  const rows = candidates.map((candidate) => ({ id: newId(), searchId, ...candidateColumns(candidate) }));
  await tx.candidate.createMany({ data: rows });
  await tx.attempt.createMany({ data: rows.map((row) => newAttempt({ kind: 'candidate', candidateId: row.id }, 1)) });
  return rows.map((row) => row.id);
}

function candidateColumns({ number, role, architecture, encoding }: NewCandidate) {
  const cost = costOf(architecture);
  return {
    number, role,
    architecture: architecture as unknown as Prisma.InputJsonObject,
    architectureHash: architectureHash(architecture),
    architectureText: formatArchitecture(architecture),
    encoding: encoding === null ? Prisma.DbNull : [...encoding],
    params: cost.params,
    multiplyAdds: cost.multiplyAdds,
  };
}

export async function tallyCandidates(tx: Transaction, searchId: string): Promise<CandidateTally> {
  const groups = await tx.candidate.groupBy({
    by: ['role', 'status'], where: { searchId }, _count: { _all: true, reusedFrom: true }, _max: { number: true },
  });
  const reference = await tx.candidate.findUnique({
    where: { searchId_number: { searchId, number: 0 } }, select: { status: true, failureReason: true, failureMessage: true },
  });
  const count = (match: (group: (typeof groups)[number]) => boolean, leftOut: 'none' | 'reused' = 'none') => groups.filter(match)
    .reduce((sum, { _count }) => sum + _count._all - (leftOut === 'reused' ? _count.reusedFrom : 0), 0);
  return {
    proposed: count((group) => group.role === 'candidate' && group.status !== 'cancelled', 'reused'),
    inFlight: count((group) => group.status === 'queued' || group.status === 'running'),
    failed: count((group) => group.role === 'candidate' && group.status === 'failed'),
    measured: count((group) => group.role === 'candidate' && group.status === 'completed'),
    lastNumber: Math.max(0, ...groups.map((group) => group._max.number ?? 0)),
    reference: reference && {
      status: reference.status,
      failure: reference.failureReason && `${reference.failureReason}: ${reference.failureMessage}`,
    },
  };
}

/**
 * Finished proposals that the strategy has not heard of, in the order in which they finished. A pruned one comes with the reward
 * that it is expected to have come to; its own does not compare with those of whole trainings.
 */
export async function untoldResults(tx: Transaction, search: Rewarding): Promise<UntoldResult[]> {
  const rows = await tx.candidate.findMany({
    where: { searchId: search.id, role: 'candidate', toldAt: null, status: { in: ['completed', 'failed', 'pruned', 'cancelled'] } },
    orderBy: [{ finishedAt: 'asc' }, { number: 'asc' }],
    select: { id: true, architectureHash: true, encoding: true, reward: true, prunedAtStep: true },
  });
  const results = rows.map(({ architectureHash: hash, encoding, ...row }) => ({ ...row, hash, encoding: stored<readonly number[]>(encoding) }));
  const isPruned = (result: (typeof results)[number]): result is PrunedResult & typeof result => result.prunedAtStep !== null;
  const expected = new Map<string, UntoldResult>((await expectResults(tx, search, results.filter(isPruned))).map((result) => [result.id, result]));
  return results.flatMap(({ prunedAtStep, ...result }) => (prunedAtStep === null ? [result] : expected.get(result.id) ?? []));
}

/** Adds the time that workers held their attempts to the search's, once, as a candidate is told once. The search's row is the caller's. */
export async function markTold(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  await tx.candidate.updateMany({ where: { id: { in: [...ids] } }, data: { toldAt: now } });
  await tx.$executeRaw`
    UPDATE "Search" s SET "acceleratorSeconds" = s."acceleratorSeconds" + t."seconds" FROM (
      SELECT c."searchId", sum(GREATEST(0, EXTRACT(EPOCH FROM a."endedAt" - a."startedAt"))) AS "seconds"
      FROM "Candidate" c JOIN "Attempt" a ON a."candidateId" = c."id"
      WHERE c."id" = ANY(${[...ids]}::uuid[]) AND a."startedAt" IS NOT NULL AND a."endedAt" IS NOT NULL GROUP BY c."searchId"
    ) t WHERE s."id" = t."searchId"`;
}
