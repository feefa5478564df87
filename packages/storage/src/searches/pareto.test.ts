import { deviceClass, type Device } from '@stride/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { createSearch } from './create.js';
import { addCandidate, DEVICE, newSearch, type CandidateFixture } from './testing/fixtures.js';
import { asJson } from './json.js';
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

async function frontOf(candidates: readonly CandidateFixture[], references: readonly [Device, number][] = []): Promise<number[]> {
  const { searchId } = await createSearch(db, newSearch());
  for (const candidate of candidates) await addCandidate(db, searchId, { reward: 0.5, ...candidate });
  for (const [device, median] of references) {
    await db.prisma.referenceStepTime.create({
      data: { searchId, deviceClass: deviceClass(device), device: asJson(device), stepTimeMs: { median, p10: median, p90: median, n: 20 } },
    });
  }
  return (await paretoCandidates(db.prisma, searchId)).map((candidate) => candidate.number);
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
  expect(await frontOf(candidates, [[DEVICE, 100], [GPU, 2]])).toEqual([1, 3]);
});

test('of several classes one without a reference cannot be compared; one class alone needs none', async () => {
  const other = { number: 2, accuracy: 0.9, stepTimeMs: 3, params: 100, device: GPU };
  expect(await frontOf([{ number: 1, accuracy: 0.8, stepTimeMs: 9, params: 100 }, other], [[DEVICE, 9]])).toEqual([1]);
  expect(await frontOf([other])).toEqual([2]);
});
