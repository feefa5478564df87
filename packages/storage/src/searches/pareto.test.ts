import { costOf, type Caps, type Device } from '@stride/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { createSearch } from './create.js';
import { addCandidate, DEVICE, newSearch, REFERENCE, setReferenceStepTime, type CandidateFixture } from './testing/fixtures.js';
import { paretoCandidates } from './pareto.js';

let server: TestServer;
let db: Database;

beforeAll(async () => {
  server = await startTestServer();
  db = createDatabase(await server.database());
});

afterAll(async () => {
  await db?.close();
  await server?.remove();
});

const GPU: Device = { backend: 'tensorflow', vendor: 'ACME', name: 'GPU 9000', driver: '1', threads: 1 };

async function searchWith(
  candidates: readonly CandidateFixture[], { references = [], caps }: { references?: readonly [Device, number][]; caps?: Caps } = {},
): Promise<string> {
  const { searchId } = await createSearch(db, newSearch({ objective: { kind: 'pareto', ...(caps === undefined ? {} : { caps }) } }));
  for (const [device, median] of references) await setReferenceStepTime(db, searchId, device, median);
  for (const candidate of candidates) await addCandidate(db, searchId, { reward: 0.5, ...candidate });
  return searchId;
}

async function frontOf(...parameters: Parameters<typeof searchWith>): Promise<number[]> {
  return (await paretoCandidates(db.prisma, await searchWith(...parameters))).items.map((candidate) => candidate.number);
}

test('a candidate that another beats in everything is left out, and so are those not completed and the reference', async () => {
  expect(await frontOf([
    { number: 0, accuracy: 1, stepTimeMs: 1, params: 1 },
    { number: 1, accuracy: 0.9, stepTimeMs: 10, params: 100 },
    { number: 2, accuracy: 0.8, stepTimeMs: 5, params: 200 },
    { number: 3, accuracy: 0.8, stepTimeMs: 6, params: 200 },
    { number: 4, accuracy: 0.8, stepTimeMs: 11, params: 50 },
    { number: 5, accuracy: 0.95, stepTimeMs: 2, params: 20, status: 'pruned' },
    { number: 6, status: 'failed' },
  ])).toEqual([1, 2, 4]);
});

test('step times of different device classes are compared as multiples of the reference of each', async () => {
  const candidates = [
    { number: 1, accuracy: 0.9, stepTimeMs: 100, params: 100, device: DEVICE },
    { number: 2, accuracy: 0.9, stepTimeMs: 3, params: 100, device: GPU },
    { number: 3, accuracy: 0.8, stepTimeMs: 1, params: 100, device: GPU },
  ];
  // 1.0, 1.5 and 0.5 times the reference: the raw times would say that 2 beats 1.
  expect(await frontOf(candidates, { references: [[DEVICE, 100], [GPU, 2]] })).toEqual([1, 3]);
});

test('what breaks a cap is in no front and covers nothing', async () => {
  const candidates = [
    { number: 1, accuracy: 0.9, stepTimeMs: 20, params: 100 },
    { number: 2, accuracy: 0.8, stepTimeMs: 10, params: 200 },
    { number: 3, accuracy: 0.7, stepTimeMs: 5, params: 100, peakMemoryBytes: 2000 },
  ];
  expect(await frontOf(candidates)).toEqual([1, 2, 3]);
  expect(await frontOf(candidates, { caps: { params: 150 } })).toEqual([1, 3]);
  expect(await frontOf(candidates, { caps: { stepTimeMs: 19 } })).toEqual([2, 3]);
  expect(await frontOf(candidates, { caps: { memoryBytes: 1999 } })).toEqual([1, 2]);
  expect((await paretoCandidates(db.prisma, await searchWith(candidates, { caps: { stepTimeMs: 1 } }))).hypervolume).toMatchObject({ value: 0, overTime: [] });
});

test('the volume grows in the order in which candidates finished, and ratios are to the reference', async () => {
  const params = costOf(REFERENCE).params;
  const searchId = await searchWith([
    { number: 1, accuracy: 0.9, stepTimeMs: 10, params, finishedAt: new Date('2026-01-01T00:00:03Z') },
    { number: 2, accuracy: 0.5, stepTimeMs: 10, params, finishedAt: new Date('2026-01-01T00:00:01Z') },
    { number: 3, accuracy: 0.4, stepTimeMs: 20, params, finishedAt: new Date('2026-01-01T00:00:02Z') },
    { number: 4, accuracy: 0.9, stepTimeMs: 1, params, finishedAt: new Date('2026-01-01T00:00:04Z') },
  ]);
  const { items, hypervolume } = await paretoCandidates(db.prisma, searchId);
  expect(items.map(({ number, stepTimeRatio, paramsRatio }) => [number, stepTimeRatio, paramsRatio])).toEqual([[4, 0.1, 1]]);
  expect(hypervolume.overTime.map(({ finished, number }) => [finished, number])).toEqual([[1, 2], [3, 1], [4, 4]]);
  for (const [index, value] of [0.5, 0.9, 1.8].entries()) expect(hypervolume.overTime[index]?.value).toBeCloseTo(value, 9);
  expect(hypervolume).toMatchObject({ value: hypervolume.overTime[2]?.value, reference: { accuracy: 0, stepTimeRatio: 10, paramsRatio: 10 } });
});
