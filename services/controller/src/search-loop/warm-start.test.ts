import { jointReward, rewardOf, STRATEGIES, type Objective } from '@stride/core';
import { bestCandidate, cancelSearch, newId, pauseSearch, readEvents, searchDetail, type Database } from '@stride/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptReport } from '../reports/accept-report.js';
import {
  addSearch, completedReport, DEVICE, failedReport, openTestDatabase, queuedRefs, SPACE_SIZE, stepTime, type SearchChanges, type TestDatabase,
} from '../testing/search-fixture.js';
import { stepSearch } from './step.js';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(async () => { await database.close(); });

const GPU = { ...DEVICE, name: 'GPU' };
const from = (fromSearch: string): SearchChanges => ({ warmStart: { candidates: [], fromSearch } });
const rows = (searchId: string) => db.prisma.candidate.findMany({ where: { searchId }, orderBy: { number: 'asc' } });
const proposals = async (searchId: string) => (await rows(searchId)).filter((row) => row.role === 'candidate');
const hashesOf = async (searchId: string) => (await proposals(searchId)).map((row) => row.architectureHash);

type Measured = Partial<Parameters<typeof completedReport>[2]>;

/** Answers everything queued, one step after the other, until nothing is; `measure` says what of candidate `number`. */
async function run(searchId: string, measure: (number: number) => Measured = (number) => ({ accuracy: 0.5 + number / 100, ms: 20 - number })): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    await stepSearch(db, searchId);
    const [next] = await queuedRefs(db, searchId);
    if (!next) return;
    await acceptReport(db, await completedReport(db, next, measure(next.number)));
  }
  throw new Error('the search did not end');
}

/** A finished search of `candidates` measured networks. */
async function finished(candidates: number, changes: SearchChanges = {}): Promise<string> {
  const searchId = await addSearch(db, { concurrency: 1, budget: { candidates }, ...changes });
  await run(searchId);
  return searchId;
}

describe('a search with seeds', () => {
  it('tries them first, in their order and within the budget', async () => {
    const seeds = [[1, 1, 2], [0, 1, 0], [1, 0, 1]];
    const searchId = await finished(5, { concurrency: 2, warmStart: { candidates: seeds, fromSearch: null } });
    const tried = await proposals(searchId);
    expect(tried.slice(0, 3).map((row) => row.encoding)).toEqual(seeds);
    expect(new Set(tried.map((row) => row.architectureHash)).size).toBe(5);
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'completed', counts: { completed: 5 }, warmStart: { candidates: 3, fromSearch: null, reused: 0 } });
  });

  it('proposes the same whenever its controller is replaced', async () => {
    const changes: SearchChanges = { concurrency: 3, warmStart: { candidates: [[1, 1, 2], [0, 1, 0]], fromSearch: null }, strategy: { name: 'evolution', options: { populationSize: 3, sampleSize: 2 } } };
    const [one, two] = [await finished(9, changes), await finished(9, changes)];
    expect(await hashesOf(two)).toEqual(await hashesOf(one));
  });

  it('goes on without one that a reused measurement makes superfluous', async () => {
    const earlier = await finished(2);
    const [known] = await proposals(earlier);
    const seed = known?.encoding as number[];
    const other = [[1, 1, 2], [0, 1, 0], [1, 0, 1]].find((encoding) => String(encoding) !== String(seed)) as number[];
    const searchId = await addSearch(db, { concurrency: 1, budget: { candidates: 2 }, warmStart: { candidates: [seed, other], fromSearch: earlier } });
    await run(searchId);
    const hashes = await hashesOf(searchId);
    expect(hashes).toHaveLength(4);
    expect(new Set(hashes).size).toBe(4);
    expect((await rows(searchId)).find((row) => row.number > 0 && row.reusedFrom === null)?.encoding).toEqual(other);
  });
});

describe('a search that reuses another\'s measurements', () => {
  it('has them from its first turn as completed candidates, and tells its strategy', async () => {
    const earlier = await finished(3);
    const searchId = await addSearch(db, { concurrency: 1, budget: { candidates: 2 }, ...from(earlier) });
    expect(await stepSearch(db, searchId)).toEqual({ told: 3, proposed: 1, ended: null });
    const [originals, copies] = [await rows(earlier), await rows(searchId)];
    expect(copies.map((row) => [row.number, row.role, row.status, row.reusedFrom])).toEqual([
      ...originals.map((row) => [row.number, row.role, 'completed', row.id]), [4, 'candidate', 'queued', null]]);
    for (const [index, original] of originals.entries()) {
      const { architecture, architectureHash, encoding, accuracy, stepTimeMs, deviceClass, measurement, params, multiplyAdds } = original;
      expect(copies[index]).toMatchObject({ architecture, architectureHash, encoding, accuracy, stepTimeMs, deviceClass, measurement, params, multiplyAdds });
      expect(copies[index]?.reward).toBeCloseTo(original.reward as number, 12);
    }
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({
      reference: { status: 'completed', attempts: 0, reusedFrom: originals[0]?.id }, referenceStepTimes: [{ stepTimeMs: stepTime(20) }],
      warmStart: { candidates: 0, fromSearch: earlier, reused: 3 }, counts: { queued: 1, completed: 0 },
    });
  });

  it('announces every one of them', async () => {
    const searchId = await addSearch(db, from(await finished(2)));
    await stepSearch(db, searchId);
    const events = await readEvents(db.prisma, { afterId: '0', searchId });
    expect(events.filter(({ type, data }) => type === 'candidate.updated' && (data as { reusedFrom: string | null }).reusedFrom !== null)).toHaveLength(3);
  });

  it.each(STRATEGIES.map(({ name }) => name))('trains none of them again, not counting them against the budget: %s', async (name) => {
    const earlier = await finished(5);
    const searchId = await addSearch(db, { concurrency: 3, budget: { candidates: 4 }, seed: 1, strategy: { name, options: {} }, ...from(earlier) });
    await run(searchId);
    const hashes = await hashesOf(searchId);
    expect(hashes.slice(0, 5)).toEqual(await hashesOf(earlier));
    expect(new Set(hashes).size).toBe(9);
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({
      status: 'completed', statusReason: 'all 4 candidates of the budget have finished', counts: { completed: 4 } });
  });

  it('rewards them by its own objective with S0 of the device that measured each', async () => {
    const earlier = await addSearch(db, { concurrency: 1, budget: { candidates: 2 } });
    await run(earlier, (number) => (number === 2 ? { accuracy: 0.6, ms: 4, s0: 8, device: GPU } : { accuracy: 0.7, ms: 20, s0: 10 }));
    const objective: Objective = { kind: 'joint', w: -0.5, v: -0.2 };
    const searchId = await addSearch(db, { objective, ...from(earlier) });
    await stepSearch(db, searchId);
    const { referenceParams } = await searchDetail(db.prisma, searchId);
    const [, first, second] = await rows(searchId);
    expect(first?.reward).toBeCloseTo(jointReward(objective, { accuracy: 0.7, stepTimeMs: 20, referenceStepTimeMs: 20, params: first?.params ?? 0, referenceParams }), 12);
    expect(second?.reward).toBeCloseTo(jointReward(objective, { accuracy: 0.6, stepTimeMs: 4, referenceStepTimeMs: 8, params: second?.params ?? 0, referenceParams }), 12);
  });

  it('may find its winner among them', async () => {
    const earlier = await addSearch(db, { concurrency: 1, budget: { candidates: 2 } });
    await run(earlier, (number) => ({ accuracy: number === 1 ? 0.99 : 0.5 }));
    const searchId = await addSearch(db, { concurrency: 1, budget: { candidates: 2 }, ...from(earlier) });
    await run(searchId, () => ({ accuracy: 0.5 }));
    const [, original] = await rows(earlier);
    expect(await bestCandidate(db.prisma, searchId)).toMatchObject({ number: 1, searchId, reusedFrom: original?.id, attempts: 0, curve: [{ step: 8 }], attemptHistory: [] });
  });

  it('names the candidate that was trained, however often its measurement was handed on', async () => {
    const first = await finished(2);
    const second = await addSearch(db, { concurrency: 1, budget: { candidates: 1 }, ...from(first) });
    await run(second);
    const third = await addSearch(db, from(second));
    await stepSearch(db, third);
    const [trained, own] = [await rows(first), await rows(second)];
    const copies = (await rows(third)).filter((row) => row.reusedFrom !== null);
    expect(copies.map((row) => row.reusedFrom)).toEqual([...trained.map((row) => row.id), own.at(-1)?.id]);
  });

  it('needs no candidate of its own where the earlier one has tried them all', async () => {
    const searchId = await addSearch(db, { objective: { kind: 'joint', w: -0.3, v: 0 }, budget: { candidates: 3 }, ...from(await finished(SPACE_SIZE)) });
    await run(searchId);
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({
      status: 'completed', statusReason: 'no architecture of the space is left to try', warmStart: { reused: SPACE_SIZE }, bestReward: expect.any(Number) as number });
  });

  it('takes what has completed of one that is running, paused or cancelled, and nothing else of it', async () => {
    const earlier = await addSearch(db, { concurrency: 3, budget: { candidates: 10 } });
    await stepSearch(db, earlier);
    for (let turn = 0; turn < 4; turn += 1) {
      const [next] = await queuedRefs(db, earlier);
      if (next) await acceptReport(db, turn === 2 ? failedReport(next, 'OOM') : await completedReport(db, next));
      await stepSearch(db, earlier);
    }
    const completed = (await rows(earlier)).filter((row) => row.status === 'completed').map((row) => row.id);
    expect(completed).toHaveLength(3);
    const reused = async () => {
      const searchId = await addSearch(db, from(earlier));
      await stepSearch(db, searchId);
      return (await rows(searchId)).flatMap((row) => row.reusedFrom ?? []);
    };
    expect(await reused()).toEqual(completed);
    await pauseSearch(db, earlier);
    expect(await reused()).toEqual(completed);
    await cancelSearch(db, earlier);
    expect(await reused()).toEqual(completed);
  });

  it('keeps them, and goes on, when the earlier search is gone', async () => {
    const earlier = await finished(2);
    const searchId = await addSearch(db, { concurrency: 1, budget: { candidates: 2 }, ...from(earlier) });
    await stepSearch(db, searchId);
    const before = await rows(searchId);
    await db.prisma.search.delete({ where: { id: earlier } });
    expect(await rows(searchId)).toEqual(before);
    await run(searchId);
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'completed', counts: { completed: 2 }, warmStart: { fromSearch: earlier, reused: 2 } });
  });

  it('starts from nothing when the earlier search was gone before', async () => {
    const searchId = await addSearch(db, { concurrency: 1, budget: { candidates: 1 }, ...from(newId()) });
    await run(searchId);
    expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'completed', counts: { completed: 1 }, warmStart: { reused: 0 }, reference: { attempts: 1 } });
  });
});

describe('measurements without the reference\'s', () => {
  /** Its reference is still in training; two candidates finished ahead of it, with S0 as their worker brought it. */
  async function withoutReference(): Promise<string> {
    const earlier = await addSearch(db, { concurrency: 3, budget: { candidates: 4 } });
    await stepSearch(db, earlier);
    for (const ref of (await queuedRefs(db, earlier)).filter(({ number }) => number > 0)) {
      await acceptReport(db, await completedReport(db, ref, { accuracy: 0.5 + ref.number / 10, ms: 20, s0: 10 }));
    }
    return earlier;
  }

  it('wait for the new search\'s own, are scored anew with it, then told; none is proposed meanwhile', async () => {
    const earlier = await withoutReference();
    const objective: Objective = { kind: 'joint', w: -0.5, v: 0 };
    const searchId = await addSearch(db, { concurrency: 8, budget: { candidates: 8 }, objective, seed: 1, ...from(earlier) });
    // The same seed: without care it would propose the very same.
    expect(await stepSearch(db, searchId)).toEqual({ told: 0, proposed: 7, ended: null });
    const reused = async () => (await proposals(searchId)).filter((row) => row.reusedFrom !== null);
    expect((await reused()).map((row) => row.toldAt)).toEqual([null, null]);
    expect(new Set(await hashesOf(searchId)).size).toBe(9);
    const before = await reused();
    const [reference] = await queuedRefs(db, searchId);
    expect(reference?.number).toBe(0);
    if (reference) await acceptReport(db, await completedReport(db, reference, { ms: 5 }));
    const { referenceParams } = await searchDetail(db.prisma, searchId);
    for (const [index, row] of (await reused()).entries()) {
      const input = { accuracy: row.accuracy ?? 0, stepTimeMs: 20, params: row.params, referenceParams };
      expect(before[index]?.reward).toBeCloseTo(rewardOf(objective, { ...input, referenceStepTimeMs: 10 }), 12);
      expect(row.reward).toBeCloseTo(rewardOf(objective, { ...input, referenceStepTimeMs: 5 }), 12);
    }
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 2, proposed: 1 });
    expect((await reused()).every((row) => row.toldAt !== null)).toBe(true);
    await run(searchId);
    const hashes = await hashesOf(searchId);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes).toHaveLength(10);
  });
});
