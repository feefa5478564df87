import { architectureHash, chooseLeader, costOf, decisions, DEFAULT_OBJECTIVE, encodingAt, type Objective } from '@stride/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { createSearch } from './create.js';
import { rescoreSearch } from './rescore.js';
import { addCandidate, newSearch, REFERENCE, SPACE } from './testing/fixtures.js';

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

const { params } = costOf(REFERENCE);

async function search(): Promise<string> {
  const { searchId } = await createSearch(db, newSearch());
  await addCandidate(db, searchId, { number: 0, accuracy: 0.99, stepTimeMs: 1, reward: 0.99 });
  // Rewards as under the default objective, S0 = 10 ms.
  await addCandidate(db, searchId, { number: 1, accuracy: 0.8, stepTimeMs: 1, params, reward: 0.8 * 0.1 ** -0.07 });
  await addCandidate(db, searchId, { number: 2, accuracy: 0.85, stepTimeMs: 100, params, reward: 0.85 * 10 ** -0.07, peakMemoryBytes: 4000 });
  await addCandidate(db, searchId, { number: 3, accuracy: 0.5, stepTimeMs: 10, params, reward: 0.5 });
  await addCandidate(db, searchId, { number: 4, status: 'failed' });
  await addCandidate(db, searchId, { number: 5, accuracy: 0.9, stepTimeMs: 10, params, reward: 0.9, status: 'pruned' });
  return searchId;
}

const under = async (objective: Objective, top = 10) => rescoreSearch(db.prisma, await search(), { objective: () => objective, top });

test('under its own objective nothing changes: the stored rewards come out again', async () => {
  const { items, winner, presentWinner, ...rest } = await under(DEFAULT_OBJECTIVE);
  expect(items.map(({ number, rank, presentRank }) => [number, rank, presentRank])).toEqual([[1, 1, 1], [2, 2, 2], [3, 3, 3]]);
  for (const { reward, presentReward } of items) expect(reward).toBeCloseTo(presentReward, 12);
  expect([winner, presentWinner]).toEqual([items[0], items[0]]);
  expect(rest).toMatchObject({ measured: 3, withinCaps: 3, kendallTau: 1, objective: DEFAULT_OBJECTIVE, presentObjective: DEFAULT_OBJECTIVE });
});

test('under another one the winner may be another, and it says where each stood', async () => {
  const { items, winner, presentWinner } = await under({ kind: 'joint', w: 0, v: 0 }, 2);
  expect(items.map(({ number, reward }) => [number, reward])).toEqual([[2, 0.85], [1, 0.8]]);
  expect(winner).toMatchObject({ number: 2, rank: 1, presentRank: 2, stepTimeRatio: 10 });
  expect(presentWinner).toMatchObject({ number: 1, rank: 2, presentRank: 1, stepTimeRatio: 0.1 });
});

test('the winner is chosen as that of a search is, by what is expected of its reward', async () => {
  const { searchId } = await createSearch(db, newSearch());
  // All that have the first operation do well; one of the others was lucky.
  const encodings = Array.from({ length: 24 }, (_, rank) => encodingAt(SPACE, BigInt(rank)));
  const accuracies = encodings.map(([op = 0, , , layers = 0], rank) => (rank === 23 ? 0.805 : 0.8 - 0.3 * op + 0.001 * (rank % 5) - 0.01 * layers));
  for (const [rank, encoding] of encodings.entries()) {
    await addCandidate(db, searchId, { number: rank + 1, accuracy: accuracies[rank] ?? 0, stepTimeMs: 10, params, reward: 0.1, encoding, finishedAt: new Date(rank) });
  }
  const { winner, winnerEstimate, items } = await rescoreSearch(db.prisma, searchId, { objective: () => ({ kind: 'joint', w: 0, v: 0 }), top: 30 });
  const results = encodings.map((encoding, rank) => ({ hash: architectureHash(REFERENCE), encoding, reward: accuracies[rank] ?? 0 }));
  const leader = chooseLeader(decisions(SPACE), results);
  expect(items).toHaveLength(24);
  expect([winner?.number, winnerEstimate]).toEqual([(leader?.place ?? NaN) + 1, leader?.estimate]);
});

test('what breaks a cap cannot win; where all do, nothing does', async () => {
  const capped = await under({ kind: 'joint', w: 0, v: 0, caps: { memoryBytes: 3000 } });
  expect(capped).toMatchObject({ withinCaps: 2, winner: { number: 1 } });
  expect(capped.items.map(({ number, withinCaps }) => [number, withinCaps])).toEqual([[1, true], [3, true], [2, false]]);
  expect(await under({ kind: 'absolute', beta: -0.1, target: 1, caps: { stepTimeMs: 0.5 } })).toMatchObject({ withinCaps: 0, winner: null });
});

test('stores nothing', async () => {
  const searchId = await search();
  const rows = () => db.prisma.candidate.findMany({ where: { searchId }, orderBy: { number: 'asc' } });
  const before = [await rows(), await db.prisma.search.findUnique({ where: { id: searchId } })];
  await rescoreSearch(db.prisma, searchId, { objective: () => ({ kind: 'pareto' }), top: 1 });
  expect([await rows(), await db.prisma.search.findUnique({ where: { id: searchId } })]).toEqual(before);
});

test('of a search without results there is nothing to say; of one that is not there, an error', async () => {
  const { searchId } = await createSearch(db, newSearch());
  expect(await rescoreSearch(db.prisma, searchId, { objective: (present) => present, top: 10 })).toMatchObject({ measured: 0, winner: null, presentWinner: null, kendallTau: null, items: [] });
  await expect(rescoreSearch(db.prisma, 'x', { objective: (present) => present, top: 10 })).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
});
