/** Candidates that a scheduler stops early, in real processes, some of which are killed on the way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateDetail, SearchDetail } from '@stride/contracts';
import { rewardOf } from '@stride/core';
import { createDatabase } from '@stride/storage';
import { QUICK_SEARCH, Stack, type QueueBackend } from '../support/stack.js';

const LIMIT = 300_000;
const EVALUATIONS = 10;
/** 320 steps, so long that a verdict comes before the end, and a kill in the middle. */
const SLOW = { ...QUICK_SEARCH.proxyTask, epochs: 40, evaluations: EVALUATIONS };
const STEPS = 320;
const BUDGET = 10;

async function details(stack: Stack, id: string): Promise<CandidateDetail[]> {
  return Promise.all((await stack.candidates(id)).map((candidate) => stack.candidate(candidate.id)));
}

function expectPruned(candidate: CandidateDetail, { objective, referenceParams, referenceStepTimes }: SearchDetail): void {
  const { prunedAtStep, accuracy, reward, stepTimeMs, curve, params, deviceClass } = candidate;
  // At a rung, or an evaluation or two later: training goes on until the verdict is there.
  expect(prunedAtStep).toBeGreaterThanOrEqual(STEPS / EVALUATIONS);
  expect(prunedAtStep).toBeLessThan(STEPS);
  expect(curve.at(-1)).toMatchObject({ step: prunedAtStep, validationAccuracy: accuracy });
  expect(stepTimeMs?.n).toBe(30);
  const s0 = referenceStepTimes.find((each) => each.deviceClass === deviceClass)?.stepTimeMs.median ?? NaN;
  expect(reward).toBeCloseTo(rewardOf(objective, {
    accuracy: accuracy ?? NaN, stepTimeMs: stepTimeMs?.median ?? NaN, referenceStepTimeMs: s0, params, referenceParams }), 12);
}

describe.each<QueueBackend>(['redis'])('with queues on %s', (queue) => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.start(queue);
    await stack.run('controller', 'controller-1');
    await stack.run('worker', 'worker-1');
    await stack.run('worker', 'worker-2');
  }, LIMIT);
  afterAll(async () => { await stack.stop(); }, LIMIT);

  it('prunes candidates, keeps to the budget and saves time, whoever is killed in between', async () => {
    const { id } = await stack.submit({ budget: { candidates: BUDGET }, proxyTask: SLOW, scheduler: { name: 'asha' } });
    await stack.until(async () => (await stack.search(id)).counts.pruned > 0);
    await stack.kill('controller-1');
    await stack.run('controller', 'controller-1');
    const victim = await stack.until(async () => (await stack.candidates(id)).find((candidate) => (
      candidate.status === 'running' && candidate.workerId !== null && (candidate.progress?.stepsDone ?? 0) > 0)));
    await stack.kill(victim.workerId as string);
    await stack.run('worker', victim.workerId as string);

    const search = await stack.untilEnded(id);
    const { counts, trainingTime } = search;
    expect(search).toMatchObject({ status: 'completed', scheduler: { name: 'asha', options: { eta: 3, graceEvaluations: 1 } } });
    expect(counts).toMatchObject({ queued: 0, running: 0, failed: 0, cancelled: 0 });
    expect(counts.pruned).toBeGreaterThan(0);
    expect(counts.pruned + counts.completed).toBe(BUDGET);

    const candidates = await details(stack, id);
    expect(candidates.map(({ number }) => number)).toEqual(Array.from({ length: BUDGET }, (_, index) => index + 1));
    for (const candidate of candidates) {
      expect(candidate.attemptHistory.filter(({ status }) => status === 'completed')).toHaveLength(1);
      if (candidate.status === 'pruned') expectPruned(candidate, search);
      else expect(candidate).toMatchObject({ status: 'completed', prunedAtStep: null, curve: Array.from({ length: EVALUATIONS }, () => expect.anything() as unknown) });
    }
    expect(candidates.find((candidate) => candidate.id === search.bestCandidateId)?.status).toBe('completed');
    expect(search.reference).toMatchObject({ status: 'completed', prunedAtStep: null });

    const spent = candidates.reduce((sum, { trainSeconds }) => sum + (trainSeconds ?? NaN), 0);
    const saved = candidates.reduce((sum, { trainSeconds, prunedAtStep }) => sum + (prunedAtStep === null ? 0 : (trainSeconds ?? NaN) * (STEPS / prunedAtStep - 1)), 0);
    expect(trainingTime.spentSeconds).toBeCloseTo(spent, 6);
    expect(trainingTime.savedSeconds).toBeCloseTo(saved, 6);
    expect(saved).toBeGreaterThan(0);

    const database = createDatabase(stack.databaseUrl);
    expect(await database.prisma.candidate.count({ where: { searchId: id, number: { gt: 0 }, toldAt: null } })).toBe(0);
    await database.close();
  }, LIMIT);

  it('trains to the end what its scheduler has nothing to compare with', async () => {
    const { id } = await stack.submit({ budget: { candidates: 2 }, proxyTask: SLOW, scheduler: { name: 'median', options: { minimumOthers: 2 } } });
    expect(await stack.untilEnded(id)).toMatchObject({ status: 'completed', counts: { completed: 2, pruned: 0 }, trainingTime: { savedSeconds: 0 } });
  }, LIMIT);
});
