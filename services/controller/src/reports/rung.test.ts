import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttemptRef, ReportOf, Verdict } from '@stride/contracts';
import { costOf, jointReward, type Architecture, type CurvePoint } from '@stride/core';
import {
  bestCandidate, candidateDetail, listCandidates, paretoCandidates, searchDetail, untoldResults, type Database,
} from '@stride/storage';
import { stepSearch } from '../search-loop/step.js';
import {
  addSearch, completedReport, DEVICE, openTestDatabase, queuedRefs, refOf, started, type SearchChanges, type TestDatabase,
} from '../testing/search-fixture.js';
import { acceptReport, giveUpAttempt } from './accept-report.js';

const OBJECTIVE = { kind: 'joint', w: -0.07, v: -0.05 } as const;
/** Eight steps, four evaluations, rungs at the first and the third. */
const ASHA: SearchChanges = { scheduler: { name: 'asha', options: { eta: 3 } }, evaluations: 4, concurrency: 5, budget: { candidates: 8 } };
const STEPS = [2, 4, 6, 8];

let database: TestDatabase;
let db: Database;
let searchId: string;
let reference: AttemptRef;
let refs: AttemptRef[];

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(async () => { await database.close(); });

async function begin(changes: SearchChanges = ASHA): Promise<void> {
  searchId = await addSearch(db, changes);
  await stepSearch(db, searchId);
  await stepSearch(db, searchId);
  const [zero, ...others] = (await queuedRefs(db, searchId)).map(refOf);
  if (!zero) throw new Error('the search has not begun');
  [reference, refs] = [zero, others];
  for (const ref of [zero, ...others]) await acceptReport(db, started(ref));
}
beforeEach(() => begin());

const point = (evaluation: number, validationAccuracy: number): CurvePoint => (
  { step: STEPS[evaluation - 1] ?? 0, epoch: evaluation / 4, trainLoss: 1, validationLoss: 1, validationAccuracy, seconds: evaluation });

function evaluated(ref: AttemptRef, evaluation: number, accuracy: number, { ms = 20, device = DEVICE } = {}): ReportOf<'evaluated'> {
  return { type: 'evaluated', ref, point: point(evaluation, accuracy), rung: { evaluation, stepTimeMs: ms, device, peakMemoryBytes: null } };
}

const verdictOf = async (...report: Parameters<typeof evaluated>): Promise<Verdict> => (await acceptReport(db, evaluated(...report))).verdict;

/** A whole training through these accuracies. */
async function complete(ref: AttemptRef, accuracies: readonly number[], ms = 20): Promise<void> {
  for (const [index, accuracy] of accuracies.entries()) await verdictOf(ref, index + 1, accuracy, { ms });
  const report = await completedReport(db, ref, { accuracy: accuracies.at(-1) ?? 0, ms });
  await acceptReport(db, { ...report, measurement: { ...report.measurement, curve: accuracies.map((accuracy, index) => point(index + 1, accuracy)), trainSeconds: 4 } });
}

async function prunedReport(ref: AttemptRef, accuracies: readonly number[], ms = 20): Promise<ReportOf<'pruned'>> {
  const { measurement, ...report } = await completedReport(db, ref, { accuracy: accuracies.at(-1) ?? 0, ms });
  const curve = accuracies.map((accuracy, index) => point(index + 1, accuracy));
  return { ...report, type: 'pruned', measurement: { ...measurement, curve, trainSeconds: accuracies.length } };
}

const nth = (index: number): AttemptRef => {
  const ref = refs[index];
  if (!ref) throw new Error(`there is no attempt ${index}`);
  return ref;
};

describe('at a rung', () => {
  it('a candidate that is not among the best of those that came before is pruned', async () => {
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    expect(await verdictOf(nth(0), 1, 0.6)).toBe('continue');
    expect(await verdictOf(nth(1), 1, 0.5)).toBe('continue');
    expect(await verdictOf(nth(2), 1, 0.4)).toBe('prune');
    expect(await verdictOf(nth(3), 1, 0.7)).toBe('continue');
  });

  it('what counts is the joint reward, with the step time that was measured before the training', async () => {
    await complete(reference, [0.5, 0.6, 0.7, 0.8], 10);
    await verdictOf(nth(0), 1, 0.6, { ms: 10 });
    await verdictOf(nth(1), 1, 0.5, { ms: 10 });
    // More accurate than either, and a hundred times as slow.
    expect(await verdictOf(nth(2), 1, 0.62, { ms: 1000 })).toBe('prune');
  });

  it('step times of different classes of device count as shares of their own reference', async () => {
    const fast = { ...DEVICE, name: 'fast' };
    await complete(reference, [0.5, 0.6, 0.7, 0.8], 100);
    await acceptReport(db, await completedReport(db, nth(3), { ms: 1, s0: 1, device: fast }));
    await verdictOf(nth(0), 1, 0.6, { ms: 100 });
    await verdictOf(nth(1), 1, 0.61, { ms: 100 });
    expect(await verdictOf(nth(2), 1, 0.5, { ms: 1, device: fast })).toBe('prune');
  });

  it('nobody is judged before the reference is measured, and those that have come until then count all the same', async () => {
    for (const [index, accuracy] of [0.6, 0.5, 0.1].entries()) expect(await verdictOf(nth(index), 1, accuracy)).toBe('continue');
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    expect(await verdictOf(nth(3), 1, 0.2)).toBe('prune');
  });

  it('nobody is judged on a class of device whose S0 is not known', async () => {
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    for (const [index, accuracy] of [0.6, 0.5].entries()) await verdictOf(nth(index), 1, accuracy);
    expect(await verdictOf(nth(2), 1, 0.1, { device: { ...DEVICE, name: 'new' } })).toBe('continue');
  });

  it('a report that comes again is judged anew and stored once', async () => {
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    await verdictOf(nth(0), 1, 0.6);
    await verdictOf(nth(1), 1, 0.5);
    expect([await verdictOf(nth(2), 1, 0.4), await verdictOf(nth(2), 1, 0.4)]).toEqual(['prune', 'prune']);
    expect((await candidateDetail(db.prisma, nth(2).candidateId)).curve).toEqual([point(1, 0.4)]);
  });

  it('there is no verdict between rungs, nor at the end', async () => {
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    for (const index of [0, 1, 2]) {
      expect(await verdictOf(nth(index), 2, 0.6 - 0.1 * index)).toBe('continue');
      expect(await verdictOf(nth(index), 4, 0.6 - 0.1 * index)).toBe('continue');
    }
  });

  it('under a cap, what is over it is pruned at once, without any scheduler, and with the reward that it would have had', async () => {
    const objective = { ...OBJECTIVE, caps: { stepTimeMs: 20 } };
    await begin({ ...ASHA, objective, scheduler: { name: 'none', options: {} } });
    // The reference may break any cap, and need not have been measured.
    expect(await verdictOf(reference, 1, 0.5, { ms: 40 })).toBe('continue');
    expect(await verdictOf(nth(0), 1, 0.9, { ms: 40 })).toBe('prune');
    expect(await verdictOf(nth(1), 1, 0.1, { ms: 20 })).toBe('continue');
    // There is nothing left to save.
    expect(await verdictOf(nth(2), 4, 0.9, { ms: 40 })).toBe('continue');
    await acceptReport(db, await prunedReport(nth(0), [0.9], 40));
    expect(await candidateDetail(db.prisma, nth(0).candidateId)).toMatchObject({ status: 'pruned', prunedAtStep: 2, reward: -0.5 });
    await expect(bestCandidate(db.prisma, searchId)).rejects.toMatchObject({
      code: 'NO_COMPLETED_CANDIDATE', message: expect.stringMatching(/1 was stopped early, as those are that break a cap \(.*20.* ms.*\)$/) as string,
    });
    // What it would have come to makes no difference, so it is told though nothing has been trained to the end yet.
    const { referenceParams } = await searchDetail(db.prisma, searchId);
    const told = await db.transaction((tx) => untoldResults(tx, { id: searchId, objective, referenceParams }));
    expect(told.map(({ reward }) => reward)).toEqual([-0.5]);
  });

  it('those that did not come as far are not compared with', async () => {
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    await verdictOf(nth(0), 1, 0.6);
    await verdictOf(nth(1), 1, 0.6);
    expect(await verdictOf(nth(2), 3, 0.1)).toBe('continue');
  });

  it('an attempt that was lost counts no more; the next one is judged at the same rung', async () => {
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    for (const [index, accuracy] of [0.6, 0.5].entries()) await verdictOf(nth(index), 1, accuracy);
    expect(await verdictOf(nth(2), 1, 0.4)).toBe('prune');
    // Its worker dies before it can report what there was.
    expect(await giveUpAttempt(db, nth(2), { reason: 'LOST', message: 'gone' })).toBe(true);
    expect(await verdictOf(nth(3), 1, 0.45)).toBe('prune');
    const [again] = (await queuedRefs(db, searchId)).map(refOf);
    if (!again) throw new Error('not queued again');
    expect(again).toMatchObject({ candidateId: nth(2).candidateId, attempt: 2 });
    await acceptReport(db, started(again));
    expect(await verdictOf(again, 1, 0.4)).toBe('prune');
    expect(await acceptReport(db, await prunedReport(nth(2), [0.4]))).toMatchObject({ verdict: 'stop', wakes: [] });
  });
});

describe('nobody is pruned', () => {
  it('who is the reference', async () => {
    await verdictOf(nth(0), 1, 0.6);
    await verdictOf(nth(1), 1, 0.5);
    expect(await verdictOf(reference, 1, 0.1)).toBe('continue');
    await acceptReport(db, await prunedReport(reference, [0.1]));
    expect((await candidateDetail(db.prisma, reference.candidateId)).attemptHistory[0]).toMatchObject({
      status: 'failed', failureReason: 'ERROR', failureMessage: 'the worker ended the training early, which nobody had asked for' });
  });

  it('in a search without a scheduler', async () => {
    await begin({ ...ASHA, scheduler: { name: 'none', options: {} } });
    await complete(reference, [0.5, 0.6, 0.7, 0.8]);
    for (const [index, accuracy] of [0.6, 0.5, 0.1].entries()) expect(await verdictOf(nth(index), 1, accuracy)).toBe('continue');
  });
});

describe('a pruned report', () => {
  beforeEach(() => complete(reference, [0.3, 0.5, 0.6, 0.8], 10));

  it('is accepted once, with what was measured until then', async () => {
    const report = await prunedReport(nth(0), [0.4, 0.45]);
    expect(await acceptReport(db, report)).toMatchObject({ verdict: 'continue', wakes: [searchId], note: 'pruned' });
    expect(await acceptReport(db, report)).toMatchObject({ verdict: 'stop', wakes: [] });
    const { params } = report.measurement;
    const { referenceParams, counts, bestReward } = await searchDetail(db.prisma, searchId);
    const detail = await candidateDetail(db.prisma, nth(0).candidateId);
    expect(detail).toMatchObject({ status: 'pruned', prunedAtStep: 4, accuracy: 0.45, stepTimeMs: { median: 20 }, curve: [{ step: 2 }, { step: 4 }] });
    expect(detail.reward).toBeCloseTo(jointReward(OBJECTIVE, { accuracy: 0.45, stepTimeMs: 20, referenceStepTimeMs: 10, params, referenceParams }), 12);
    expect(detail.attemptHistory).toMatchObject([{ status: 'completed' }]);
    expect([counts.pruned, counts.completed, bestReward]).toEqual([1, 0, null]);
  });

  it('wins nothing, however good it was', async () => {
    await acceptReport(db, await prunedReport(nth(0), [0.99]));
    await expect(bestCandidate(db.prisma, searchId)).rejects.toMatchObject({ code: 'NO_COMPLETED_CANDIDATE' });
    await complete(nth(1), [0.3, 0.4, 0.5, 0.6]);
    expect((await bestCandidate(db.prisma, searchId)).id).toBe(nth(1).candidateId);
    expect((await searchDetail(db.prisma, searchId)).bestCandidateId).toBe(nth(1).candidateId);
    expect((await paretoCandidates(db.prisma, searchId)).items.map(({ id }) => id)).toEqual([nth(1).candidateId]);
  });

  it('without an evaluation, or of another network, is not believed', async () => {
    const report = await prunedReport(nth(0), [0.4]);
    await acceptReport(db, { ...report, measurement: { ...report.measurement, curve: [] } });
    const other = await prunedReport(nth(1), [0.4]);
    await acceptReport(db, { ...other, measurement: { ...other.measurement, params: 1 } });
    for (const index of [0, 1]) expect((await candidateDetail(db.prisma, nth(index).candidateId)).attemptHistory[0]).toMatchObject({ status: 'failed', failureReason: 'ERROR' });
  });

  it('is told once, with the reward that it is expected to have come to', async () => {
    await acceptReport(db, await prunedReport(nth(0), [0.2]));
    const search = await db.prisma.search.findUniqueOrThrow({ where: { id: searchId } });
    const rewarding = { id: searchId, objective: OBJECTIVE, referenceParams: search.referenceParams };
    const [untold] = await untoldResults(db.prisma, rewarding);
    const row = await db.prisma.candidate.findUniqueOrThrow({ where: { id: nth(0).candidateId } });
    const { params } = costOf(row.architecture as unknown as Architecture);
    // The reference gained 0.5 from the first evaluation on.
    expect(untold?.reward).toBeCloseTo(jointReward(OBJECTIVE, {
      accuracy: 0.7, stepTimeMs: 20, referenceStepTimeMs: 10, params, referenceParams: search.referenceParams }), 12);
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 1, proposed: 2 });
    expect(await untoldResults(db.prisma, rewarding)).toEqual([]);
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 0 });
  });

  it('counts in the budget, and says what time it has saved', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await stepSearch(db, searchId);
      const queued = (await queuedRefs(db, searchId)).map(refOf);
      const running = turn === 0 ? [...refs, ...queued] : queued;
      if (running.length === 0) break;
      for (const [index, ref] of running.entries()) {
        await acceptReport(db, started(ref));
        if (index % 2 === 0) await acceptReport(db, await prunedReport(ref, [0.2]));
        else await complete(ref, [0.3, 0.4, 0.5, 0.6]);
      }
    }
    const { counts, status, trainingTime } = await searchDetail(db.prisma, searchId);
    expect(status).toBe('completed');
    expect(counts.pruned + counts.completed).toBe(8);
    expect(counts.pruned).toBeGreaterThan(0);
    // One second for a pruned one of two of eight steps, four for a whole one.
    expect(trainingTime.spentSeconds).toBeCloseTo(counts.pruned + 4 * counts.completed, 9);
    expect(trainingTime.savedSeconds).toBeCloseTo(3 * counts.pruned, 9);
    const { items } = await listCandidates(db.prisma, searchId, { status: 'pruned' });
    expect(items.map(({ prunedAtStep }) => prunedAtStep)).toEqual(items.map(() => 2));
  });
});
