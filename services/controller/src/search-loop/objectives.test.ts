import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bestCandidate, searchDetail, untoldResults, withGoals, type Database } from '@stride/storage';
import { costOf, decodeArchitecture, encodingAt, rewardOf, STRATEGIES, trainingMemory, type Objective } from '@stride/core';
import { acceptReport } from '../reports/accept-report.js';
import {
  addSearch, completedReport, openTestDatabase, queuedRefs, SPACE, SPACE_SIZE, type SearchChanges, type TestDatabase,
} from '../testing/search-fixture.js';
import { stepSearch } from './step.js';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(async () => { await database.close(); });

const candidates = (searchId: string) => db.prisma.candidate.findMany({ where: { searchId, role: 'candidate' }, orderBy: { number: 'asc' } });
const networks = Array.from({ length: SPACE_SIZE }, (_, rank) => decodeArchitecture(SPACE, encodingAt(SPACE, BigInt(rank))));
const paramsOf = networks.map((network) => costOf(network).params).sort((a, b) => a - b);

/** Runs a search to its end; the step time of a candidate is `msOf` its parameters, and the reference's is 10 ms. */
async function run(changes: SearchChanges, msOf: (params: number) => number = () => 20, peakMemoryBytes: number | null = null): Promise<string> {
  const searchId = await addSearch(db, { concurrency: 2, ...changes });
  for (let turn = 0; turn < 60; turn += 1) {
    await stepSearch(db, searchId);
    const [next] = await queuedRefs(db, searchId);
    if (!next) break;
    const { params } = await db.prisma.candidate.findUniqueOrThrow({ where: { id: next.candidateId } });
    const report = await completedReport(db, next, { accuracy: 0.5 + (params % 97) / 200, ms: next.number === 0 ? 10 : msOf(params) });
    await acceptReport(db, { ...report, measurement: { ...report.measurement, peakMemoryBytes: next.number === 0 ? null : peakMemoryBytes } });
  }
  return searchId;
}

describe('caps', () => {
  it('on parameters keep networks from being proposed at all', async () => {
    const cap = paramsOf[4] as number;
    for (const { name } of STRATEGIES) {
      const searchId = await run({ strategy: { name, options: {} }, budget: { candidates: SPACE_SIZE }, objective: { kind: 'joint', w: -0.07, v: -0.05, caps: { params: cap } } });
      const proposed = await candidates(searchId);
      expect(proposed.map(({ params }) => params).sort((a, b) => a - b)).toEqual(paramsOf.filter((params) => params <= cap));
      expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'completed', statusReason: 'no architecture of the space is left to try' });
    }
  });

  it('on memory do so by its estimate, and count when what is measured is more', async () => {
    const task = { batchSize: 8, optimizer: 'sgd', emaDecay: 0 } as const;
    const estimates = networks.map((network) => trainingMemory(network, task)).sort((a, b) => a - b);
    const memoryBytes = estimates[5] as number;
    const objective: Objective = { kind: 'joint', w: -0.07, v: -0.05, caps: { memoryBytes } };
    const searchId = await run({ budget: { candidates: SPACE_SIZE }, objective }, undefined, memoryBytes * 2);
    const proposed = await candidates(searchId);
    expect(proposed).toHaveLength(estimates.filter((estimate) => estimate <= memoryBytes).length);
    expect(proposed.map(({ reward }) => reward)).toEqual(proposed.map(() => -0.5));
    await expect(bestCandidate(db.prisma, searchId)).rejects.toMatchObject({
      code: 'NO_COMPLETED_CANDIDATE', message: expect.stringContaining('keeps within the caps (at most') as string,
    });
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({ bestReward: null, bestCandidateId: null });
  });

  it('on step time are measured: what is over one comes below everything within, also when it was trained to the end, and does not win', async () => {
    const caps = { stepTimeMs: 20 };
    const middle = paramsOf[6] as number;
    for (const objective of [{ kind: 'joint', w: 0, v: 0, caps }, { kind: 'absolute', beta: -5, target: 1, caps }, { kind: 'pareto', caps }] as const) {
      // The larger, the slower and the more accurate.
      const searchId = await run({ budget: { candidates: SPACE_SIZE }, objective }, (params) => (params > middle ? 20.5 : 20) + params / 1e6 - middle / 1e6);
      const completed = await candidates(searchId);
      expect(completed.map(({ status }) => status)).toEqual(completed.map(() => 'completed'));
      const [within, over] = [true, false].map((isWithin) => completed.filter(({ stepTimeMs }) => (stepTimeMs ?? 0) <= 20 === isWithin).map(({ reward }) => reward ?? NaN));
      expect(over).not.toEqual([]);
      expect(Math.max(...over as number[])).toBeLessThan(Math.min(...within as number[]));
      expect((await bestCandidate(db.prisma, searchId)).reward).toBe(Math.max(...within as number[]));
      expect((await searchDetail(db.prisma, searchId)).bestReward).toBe(Math.max(...within as number[]));
    }
  });
});

describe('the reward', () => {
  it.each<Objective>([{ kind: 'absolute', beta: -0.1, target: 1.5 }, { kind: 'pareto' }])('is computed anew by the controller under any objective: %j', async (objective) => {
    const searchId = await run({ objective, budget: { candidates: 3 } }, (params) => 5 + params % 13);
    const { referenceParams } = await searchDetail(db.prisma, searchId);
    for (const { accuracy, stepTimeMs, params, reward } of await candidates(searchId)) {
      expect(reward).toBeCloseTo(rewardOf(objective, { accuracy: accuracy ?? NaN, stepTimeMs: stepTimeMs ?? NaN, referenceStepTimeMs: 10, params, referenceParams }), 12);
    }
  });
});

describe('goals', () => {
  it('are told for measured candidates of a search for several', async () => {
    const searchId = await run({ strategy: { name: 'nsga2', options: {} }, objective: { kind: 'pareto' }, budget: { candidates: 3 } }, () => 20);
    await db.prisma.candidate.updateMany({ where: { searchId }, data: { toldAt: null } });
    const [first] = await candidates(searchId);
    await db.prisma.candidate.update({ where: { id: first?.id ?? '' }, data: { status: 'failed', reward: null } });
    const { referenceParams } = await searchDetail(db.prisma, searchId);
    const search = { id: searchId, objective: { kind: 'pareto' } as const, referenceParams };
    const told = await db.transaction(async (tx) => withGoals(tx, await untoldResults(tx, search)));
    expect(told).toHaveLength(3);
    for (const { accuracy, params, id, number } of await candidates(searchId)) {
      const goals = told.find((result) => result.id === id)?.goals;
      if (number === 1) expect(goals).toBeUndefined();
      else expect(goals).toEqual([accuracy, -Math.LN2, Math.log(referenceParams / params)]);
    }
  });
});
