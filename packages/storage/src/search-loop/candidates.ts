import { randomUUID } from 'node:crypto';
import { architectureHash, costOf, formatArchitecture, type Architecture, type CandidateStatus } from '@stride/core';
import { Prisma } from '../generated/client.js';
import { newId } from '../ids.js';
import { stored } from '../summaries.js';

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
  await tx.attempt.createMany({ data: rows.map((row) => newAttempt(row.id, 1)) });
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

function newAttempt(candidateId: string, number: number) {
  return { id: newId(), candidateId, number, token: randomUUID() };
}

/** Queues a candidate once more: a new attempt with a new token, so that reports of earlier ones are refused. */
export async function addAttempt(tx: Transaction, candidateId: string, number: number): Promise<void> {
  await tx.attempt.create({ data: newAttempt(candidateId, number) });
  await tx.candidate.update({
    where: { id: candidateId }, data: { status: 'queued', finishedAt: null, failureReason: null, failureMessage: null },
  });
}

export interface CandidateTally {
  /** Proposals ever made, cancelled ones left out: what counts against the budget. */
  readonly proposed: number;
  /** Queued or running, the reference included. */
  readonly inFlight: number;
  readonly failed: number;
  /** Proposals with a result. */
  readonly measured: number;
  readonly lastNumber: number;
  /** Null before the reference was inserted. */
  readonly reference: { readonly status: CandidateStatus; readonly failure: string | null } | null;
}

export async function tallyCandidates(tx: Transaction, searchId: string): Promise<CandidateTally> {
  const groups = await tx.candidate.groupBy({
    by: ['role', 'status'], where: { searchId }, _count: true, _max: { number: true },
  });
  const reference = await tx.candidate.findUnique({
    where: { searchId_number: { searchId, number: 0 } }, select: { status: true, failureReason: true, failureMessage: true },
  });
  const count = (match: (group: (typeof groups)[number]) => boolean) =>
    groups.filter(match).reduce((sum, group) => sum + group._count, 0);
  return {
    proposed: count((group) => group.role === 'candidate' && group.status !== 'cancelled'),
    inFlight: count((group) => group.status === 'queued' || group.status === 'running'),
    failed: count((group) => group.role === 'candidate' && group.status === 'failed'),
    measured: count((group) => group.role === 'candidate' && (group.status === 'completed' || group.status === 'pruned')),
    lastNumber: Math.max(0, ...groups.map((group) => group._max.number ?? 0)),
    reference: reference && {
      status: reference.status,
      failure: reference.failureReason && `${reference.failureReason}: ${reference.failureMessage}`,
    },
  };
}

export interface UntoldResult {
  readonly id: string;
  readonly hash: string;
  readonly encoding: readonly number[];
  /** Null for one that has no reward: failed or cancelled. */
  readonly reward: number | null;
}

/** Finished proposals that the strategy has not heard of, in the order in which they finished. */
export async function untoldResults(tx: Transaction, searchId: string): Promise<UntoldResult[]> {
  const rows = await tx.candidate.findMany({
    where: { searchId, role: 'candidate', toldAt: null, status: { in: ['completed', 'failed', 'pruned', 'cancelled'] } },
    orderBy: [{ finishedAt: 'asc' }, { number: 'asc' }],
    select: { id: true, architectureHash: true, encoding: true, reward: true },
  });
  return rows.map((row) => ({ id: row.id, hash: row.architectureHash, encoding: stored(row.encoding), reward: row.reward }));
}

export async function markTold(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  await tx.candidate.updateMany({ where: { id: { in: [...ids] } }, data: { toldAt: now } });
}
