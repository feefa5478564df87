import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseLeader, decisionSpaceOf } from '@stride/core';
import { bestCandidate, pauseSearch, extendSearch, resumeSearch, searchDetail, type Database } from '@stride/storage';
import { acceptReport } from '../reports/accept-report.js';
import {
  addSearch, completedReport, failedReport, openTestDatabase, queuedRefs, SPACE, SPACE_SIZE, type SearchChanges, type TestDatabase,
} from '../testing/search-fixture.js';
import { stepSearch } from './step.js';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(async () => { await database.close(); });

const rows = (searchId: string) => db.prisma.candidate.findMany({ where: { searchId }, orderBy: { number: 'asc' } });

/** A reward that depends on the architecture alone, so that two searches can be compared. */
async function reportOn(ref: Awaited<ReturnType<typeof queuedRefs>>[number]): Promise<void> {
  const report = await completedReport(db, ref);
  await acceptReport(db, { ...report, measurement: { ...report.measurement, accuracy: 0.5 + (report.measurement.params % 97) / 200 } });
}

/** Runs a search to its end, one report and one step at a time; returns the architectures in the order of their proposal. */
async function runToEnd(changes: SearchChanges, step: (searchId: string) => Promise<unknown>): Promise<string[]> {
  const searchId = await addSearch(db, changes);
  for (let turn = 0; turn < 200; turn += 1) {
    await step(searchId);
    const [next] = await queuedRefs(db, searchId);
    if (!next) break;
    await reportOn(next);
  }
  expect((await searchDetail(db.prisma, searchId)).status).toBe('completed');
  return (await rows(searchId)).filter((row) => row.role === 'candidate').map((row) => row.architectureText);
}

describe('stepSearch', () => {
  it('begins with the reference and fills the room that is left', async () => {
    const searchId = await addSearch(db, { concurrency: 3 });
    await stepSearch(db, searchId);
    await stepSearch(db, searchId);
    expect((await rows(searchId)).map((row) => [row.number, row.role, row.status])).toEqual([
      [0, 'reference', 'queued'], [1, 'candidate', 'queued'], [2, 'candidate', 'queued']]);
    expect(await stepSearch(db, searchId)).toEqual({ told: 0, proposed: 0, ended: null });
  });

  it('ends at exactly the budget, also when many controllers step at once', async () => {
    const searchId = await addSearch(db, { concurrency: 3, budget: { candidates: 7 } });
    const crowd = () => Promise.all([1, 2, 3, 4].map(() => stepSearch(db, searchId)));
    for (let turn = 0; turn < 40; turn += 1) {
      await crowd();
      const queued = await queuedRefs(db, searchId);
      if (queued.length === 0) break;
      expect(queued.length).toBeLessThanOrEqual(3);
      await Promise.all(queued.map(reportOn));
    }
    const search = await searchDetail(db.prisma, searchId);
    expect(search).toMatchObject({ status: 'completed', counts: { completed: 7 }, statusReason: 'all 7 candidates of the budget have finished' });
    const told = (await rows(searchId)).filter((row) => row.role === 'candidate');
    expect(told.every((row) => row.toldAt !== null)).toBe(true);
  });

  it('goes on after a controller died between accepting a report and the next ask', async () => {
    const searchId = await addSearch(db, { concurrency: 1, budget: { candidates: 2 } });
    await stepSearch(db, searchId);
    const [reference] = await queuedRefs(db, searchId);
    if (reference) await reportOn(reference);
    // Here the first controller dies. Nothing of it is left but the rows.
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 0, proposed: 1 });
    const [first] = await queuedRefs(db, searchId);
    if (first) await reportOn(first);
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 1, proposed: 1 });
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 0, proposed: 0 });
  });

  it.each([['random', {}], ['evolution', { populationSize: 3, sampleSize: 2 }], ['predictor', { founders: 3 }], ['auto', {}]])(
    'proposes the same architectures from the same seed and results: %s', async (name, options) => {
      const changes = { concurrency: 1, budget: { candidates: 9 }, strategy: { name, options }, seed: 5 };
      const once = await runToEnd(changes, (searchId) => stepSearch(db, searchId));
      expect(new Set(once).size).toBe(9);
      expect(await runToEnd(changes, (searchId) => stepSearch(db, searchId))).toEqual(once);
      expect(await runToEnd({ ...changes, seed: 6 }, (searchId) => stepSearch(db, searchId))).not.toEqual(once);
    });

  it('keeps as the best candidate the one whose reward is expected to be the best', async () => {
    const searchId = await addSearch(db, { concurrency: 1, budget: { candidates: SPACE_SIZE } });
    for (let turn = 0; turn < 3 * SPACE_SIZE; turn += 1) {
      await stepSearch(db, searchId);
      const [next] = await queuedRefs(db, searchId);
      if (next) await reportOn(next);
    }
    const completed = (await rows(searchId)).filter((row) => row.role === 'candidate');
    const { decisions } = decisionSpaceOf(SPACE);
    const leader = chooseLeader(decisions, completed.map(({ architectureHash: hash, encoding, reward }) => ({ hash, encoding: encoding as number[], reward })));
    const best = completed[leader?.place ?? -1];
    const detail = await searchDetail(db.prisma, searchId);
    expect(detail).toMatchObject({ counts: { completed: SPACE_SIZE }, bestCandidateId: best?.id, bestReward: best?.reward });
    expect(detail.bestEstimate).toBeCloseTo(leader?.estimate ?? NaN, 12);
    expect((await bestCandidate(db.prisma, searchId)).id).toBe(best?.id);
  });

  it('changes nothing when it fails on the way', async () => {
    const searchId = await addSearch(db, { strategy: { name: 'gone', options: {} } });
    await expect(stepSearch(db, searchId)).rejects.toMatchObject({ code: 'STRATEGY_UNKNOWN' });
    expect(await rows(searchId)).toEqual([]);
    expect((await searchDetail(db.prisma, searchId)).status).toBe('pending');
  });

  it('ends when every architecture of the space has been tried', async () => {
    const architectures = await runToEnd({ concurrency: 4, budget: { candidates: SPACE_SIZE + 5 } }, (searchId) => stepSearch(db, searchId));
    expect(new Set(architectures).size).toBe(SPACE_SIZE);
    expect(architectures).toHaveLength(SPACE_SIZE);
  });

  it('asks for nothing while paused and goes on when resumed', async () => {
    const searchId = await addSearch(db, { concurrency: 1 });
    await stepSearch(db, searchId);
    await pauseSearch(db, searchId);
    const [reference] = await queuedRefs(db, searchId);
    if (reference) await reportOn(reference);
    expect(await stepSearch(db, searchId)).toEqual({ told: 0, proposed: 0, ended: null });
    await resumeSearch(db, searchId);
    expect(await stepSearch(db, searchId)).toMatchObject({ proposed: 1 });
  });

  it('takes up a finished search that was extended', async () => {
    const changes = { concurrency: 1, budget: { candidates: 2 }, seed: 3 };
    const searchId = await addSearch(db, changes);
    const run = async () => {
      for (;;) {
        await stepSearch(db, searchId);
        const [next] = await queuedRefs(db, searchId);
        if (!next) return;
        await reportOn(next);
      }
    };
    await run();
    await extendSearch(db, searchId, 3);
    await run();
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'completed', counts: { completed: 5 } });
    const straight = await runToEnd({ ...changes, budget: { candidates: 5 } }, (id) => stepSearch(db, id));
    expect((await rows(searchId)).filter((row) => row.number > 0).map((row) => row.architectureText)).toEqual(straight);
  });

  it('fails with the reason when the reference cannot be measured', async () => {
    const searchId = await addSearch(db);
    await stepSearch(db, searchId);
    const [reference] = await queuedRefs(db, searchId);
    if (reference) await acceptReport(db, failedReport(reference, 'DIVERGED'));
    await stepSearch(db, searchId);
    const search = await searchDetail(db.prisma, searchId);
    expect(search).toMatchObject({ status: 'failed', statusReason: expect.stringContaining('DIVERGED: ended with DIVERGED') });
    expect(search.counts).toMatchObject({ queued: 0, running: 0 });
  });

  it('measures a reference that failed once more when the search is extended', async () => {
    const searchId = await addSearch(db, { concurrency: 2, budget: { candidates: 2 } });
    await stepSearch(db, searchId);
    const [reference] = await queuedRefs(db, searchId);
    if (reference) await acceptReport(db, failedReport(reference, 'TIMEOUT'));
    await stepSearch(db, searchId);
    expect((await searchDetail(db.prisma, searchId)).status).toBe('failed');
    await extendSearch(db, searchId, 1);
    for (;;) {
      const queued = await queuedRefs(db, searchId);
      if (queued.length === 0) break;
      for (const ref of queued) await reportOn(ref);
      await stepSearch(db, searchId);
    }
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({
      status: 'completed', reference: { status: 'completed', attempts: 2 }, counts: { completed: 3, cancelled: 1 } });
  });

  it('fails when the budget of failures is used up, and cancels what is in flight', async () => {
    const searchId = await addSearch(db, { concurrency: 3, budget: { candidates: 10, failures: 2 } });
    await stepSearch(db, searchId);
    await stepSearch(db, searchId);
    for (let failures = 0; failures < 2; failures += 1) {
      const queued = await queuedRefs(db, searchId);
      const victim = queued.find((ref) => ref.number > 0);
      if (victim) await acceptReport(db, failedReport(victim, 'OOM'));
      await stepSearch(db, searchId);
    }
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'failed', counts: { failed: 2, queued: 0 } });
    await extendSearch(db, searchId, 1);
    expect((await stepSearch(db, searchId)).ended).toBeNull();
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'running', budget: { failures: 3 } });
  });
});
