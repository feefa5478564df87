import { costOf } from '@stride/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { readEvents } from '../events/index.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { createSearch, replayedSearch } from './create.js';
import { newSearch, REFERENCE, SPACE } from './testing/fixtures.js';
import { searchDetail } from './read-searches.js';

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

test('a new search is pending, is read back as it was given, and is announced', async () => {
  const search = newSearch({ name: 'first' });
  const { searchId, created } = await createSearch(db, search);
  expect(created).toBe(true);
  const detail = await searchDetail(db.prisma, searchId);
  expect(detail).toMatchObject({ ...search, spaceName: 'small', status: 'pending', statusReason: null, spaceSize: '24', reference: null });
  expect(detail.referenceParams).toBe(costOf(REFERENCE).params);
  expect(detail).toMatchObject({ startedAt: null, finishedAt: null, activeSeconds: 0, bestReward: null, bestCandidateId: null });
  const events = await readEvents(db.prisma, { afterId: '0', searchId });
  expect(events).toMatchObject([
    { type: 'search.updated', data: { id: searchId, name: 'first', status: 'pending' } },
    { type: 'log.appended', data: { searchId, message: expect.stringContaining('candidates of the space small') } },
  ]);
});

test('a repeated request makes no second search, whatever the order of its fields', async () => {
  const first = await createSearch(db, newSearch(), { key: 'again', request: { space: 'small', seed: 3, budget: { candidates: 4, failures: 1 } } });
  const idempotency = { key: 'again', request: { budget: { failures: 1, candidates: 4 }, seed: 3, space: 'small' } };
  expect(await createSearch(db, newSearch(), idempotency)).toEqual({ searchId: first.searchId, created: false });
  expect(await replayedSearch(db.prisma, idempotency)).toBe(first.searchId);
});

test('a key that was used with another request is refused', async () => {
  const { searchId } = await createSearch(db, newSearch(), { key: 'once', request: { space: 'small' } });
  const other = { key: 'once', request: { space: 'small', seed: 1 } };
  await expect(createSearch(db, newSearch(), other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', message: expect.stringContaining(searchId) });
  await expect(replayedSearch(db.prisma, other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

test('of many requests with one key at the same time exactly one makes the search', async () => {
  const idempotency = { key: 'at once', request: { space: 'small' } };
  const results = await Promise.all(Array.from({ length: 12 }, () => createSearch(db, newSearch({ name: 'raced' }), idempotency)));
  expect(results.filter((result) => result.created)).toHaveLength(1);
  expect(new Set(results.map((result) => result.searchId)).size).toBe(1);
  expect(await db.prisma.search.count({ where: { name: 'raced' } })).toBe(1);
});

test('requests without a key are all different', async () => {
  const [a, b] = await Promise.all([createSearch(db, newSearch()), createSearch(db, newSearch({ space: SPACE }))]);
  expect(a.searchId).not.toBe(b.searchId);
});
