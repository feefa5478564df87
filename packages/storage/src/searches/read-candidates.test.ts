import { CANDIDATE_SORT_KEYS, type CandidateSummary } from '@stride/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { newId } from '../ids.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { createSearch } from './create.js';
import { addCandidate, DEVICE, newSearch } from './testing/fixtures.js';
import { listCandidates } from './list-candidates.js';
import { bestCandidate, candidateDetail } from './read-candidates.js';

let server: TestServer;
let db: Database;
let searchId: string;

beforeAll(async () => {
  server = await startTestServer();
  db = createDatabase(await server.database());
  searchId = (await createSearch(db, newSearch())).searchId;
  await addCandidate(db, searchId, { number: 0, accuracy: 0.99, stepTimeMs: 5, reward: 0.99 });
  // Ties in every value, and candidates without any.
  const base = Date.UTC(2026, 0, 1);
  for (let number = 1; number <= 30; number += 1) {
    const ended = number % 3 !== 0;
    await addCandidate(db, searchId, {
      number, status: ended ? 'completed' : 'running', params: 1000 + (number % 5),
      ...(ended ? { accuracy: 0.5 + (number % 4) / 10, stepTimeMs: 10 + (number % 7) / 3, reward: 0.1 * (number % 6), finishedAt: new Date(base + (number % 8)) } : {}),
    });
  }
});

afterAll(async () => {
  await db?.close();
  await server?.remove();
});

async function allPages(query: Parameters<typeof listCandidates>[2]): Promise<CandidateSummary[]> {
  const items: CandidateSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCandidates>> = await listCandidates(db.prisma, searchId, { ...query, ...(cursor === null ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

const valueOf = (item: CandidateSummary, sort: (typeof CANDIDATE_SORT_KEYS)[number]) =>
  (sort === 'stepTimeMs' ? item.stepTimeMs?.median ?? null : item[sort]);

describe.each(CANDIDATE_SORT_KEYS)('sorted by %s', (sort) => {
  test.each(['asc', 'desc'] as const)('%s: pages hold every proposal once, in order, those without a value last', async (order) => {
    const items = await allPages({ sort, order, limit: 7 });
    expect(new Set(items.map((item) => item.number)).size).toBe(30);
    const sign = order === 'asc' ? 1 : -1;
    const expected = [...items].sort((a, b) => {
      const [x, y] = [valueOf(a, sort), valueOf(b, sort)];
      if (x === y) return a.number - b.number;
      if (x === null || y === null) return x === null ? 1 : -1;
      return x < y ? -sign : sign;
    });
    expect(items.map((item) => item.number)).toEqual(expected.map((item) => item.number));
    expect(await allPages({ sort, order, limit: 500 })).toEqual(items);
  });
});

test('a page is not moved by what is inserted before it', async () => {
  const own = (await createSearch(db, newSearch())).searchId;
  for (const number of [1, 2, 3, 4]) await addCandidate(db, own, { number, accuracy: 0.5, stepTimeMs: 1, reward: number / 10 });
  const first = await listCandidates(db.prisma, own, { sort: 'reward', order: 'desc', limit: 2 });
  await addCandidate(db, own, { number: 5, accuracy: 0.9, stepTimeMs: 1, reward: 0.9 });
  const second = await listCandidates(db.prisma, own, { sort: 'reward', order: 'desc', limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map((item) => item.number)).toEqual([4, 3, 2, 1]);
  expect(second).toMatchObject({ nextCursor: null, total: 5 });
});

test('a status chooses, and counts', async () => {
  const page = await listCandidates(db.prisma, searchId, { status: 'running', limit: 3 });
  expect(page.total).toBe(10);
  expect(page.items.map((item) => item.number)).toEqual([3, 6, 9]);
  expect(page.items[0]).toMatchObject({ attempts: 1, workerId: 'worker-1', progress: { phase: 'training', stepsDone: 3, stepsTotal: 20 }, stepTimeMs: null });
});

test.each(['', 'x', 'bnVsbA', Buffer.from('[]').toString('base64url'), Buffer.from('["candidates",1,2]').toString('base64url')])(
  '%j is no cursor', async (cursor) => {
    await expect(listCandidates(db.prisma, searchId, { cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });

test('a cursor is refused by another order, another status, another search, and with values that do not fit', async () => {
  const { nextCursor } = await listCandidates(db.prisma, searchId, { sort: 'reward', limit: 2 });
  const cursor = nextCursor ?? '';
  const other = (await createSearch(db, newSearch())).searchId;
  const refused = { code: 'CURSOR_INVALID' };
  await expect(listCandidates(db.prisma, searchId, { sort: 'reward', order: 'desc', cursor })).rejects.toMatchObject(refused);
  await expect(listCandidates(db.prisma, searchId, { sort: 'accuracy', cursor })).rejects.toMatchObject(refused);
  await expect(listCandidates(db.prisma, searchId, { sort: 'reward', status: 'failed', cursor })).rejects.toMatchObject(refused);
  await expect(listCandidates(db.prisma, other, { sort: 'reward', cursor })).rejects.toMatchObject(refused);
  const [scope] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string];
  for (const values of [['2026-01-01T00:00:00.000Z', 1], [1, 1.5], [1, 1e300], [true, 1], [{}, 1], [1], [1, '1; DROP TABLE "Search"']]) {
    const forged = Buffer.from(JSON.stringify([scope, ...values])).toString('base64url');
    await expect(listCandidates(db.prisma, searchId, { sort: 'reward', cursor: forged })).rejects.toMatchObject(refused);
  }
});

test('the best candidate is the completed proposal with the highest reward, the first of equals', async () => {
  const best = await bestCandidate(db.prisma, searchId);
  expect(best.number).toBe(5);
  expect(best).toMatchObject({ reward: 0.5, device: DEVICE, progress: null, stepTimeMs: { n: 30 }, timingFlags: [], calibrationMs: null, trainSeconds: 2.5, attemptHistory: [{ number: 1 }] });
  expect(best.curve).toHaveLength(1);
});

test('without a completed candidate there is no best one', async () => {
  const { searchId: empty } = await createSearch(db, newSearch());
  await addCandidate(db, empty, { number: 0, accuracy: 0.9, stepTimeMs: 1, reward: 0.9 });
  await addCandidate(db, empty, { number: 1, status: 'failed' });
  await expect(bestCandidate(db.prisma, empty)).rejects.toMatchObject({ code: 'NO_COMPLETED_CANDIDATE' });
});

test('a candidate in training shows the curve of its latest attempt so far', async () => {
  const id = await addCandidate(db, (await createSearch(db, newSearch())).searchId, { number: 1, status: 'running' });
  const attempts = [await db.prisma.attempt.findFirstOrThrow({ where: { candidateId: id } })];
  attempts.push(await db.prisma.attempt.create({ data: { id: newId(), candidateId: id, number: 2, token: newId(), status: 'running' } }));
  for (const [index, attempt] of attempts.entries()) {
    for (const step of [20, 10]) {
      await db.prisma.curvePoint.create({
        data: { attemptId: attempt.id, step: step + index, epoch: 1, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds: 1 },
      });
    }
  }
  const detail = await candidateDetail(db.prisma, id);
  expect(detail.curve.map((point) => point.step)).toEqual([11, 21]);
  expect(detail).toMatchObject({ attempts: 2, workerId: null, device: null });
  expect(detail.attemptHistory.map((attempt) => attempt.number)).toEqual([1, 2]);
});

test.each([newId(), 'x', ''])('an unknown id: %j', async (id) => {
  await expect(candidateDetail(db.prisma, id)).rejects.toMatchObject({ code: 'CANDIDATE_UNKNOWN' });
  await expect(listCandidates(db.prisma, id, {})).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
  await expect(bestCandidate(db.prisma, id)).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
});
