import { SEARCH_STATUSES, type SearchStatus } from '@stride/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { latestEventId, readEvents } from '../events/index.js';
import { newId } from '../ids.js';
import { activeSearchIds, searchIdsWithRoom, waitingAttempts } from '../search-loop/index.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { chooseCandidates } from '../trainings/index.js';
import { cancelSearch, extendSearch, pauseSearch, resumeSearch } from './commands.js';
import { createSearch } from './create.js';
import { addCandidate, newSearch, setStatus } from './testing/fixtures.js';
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

async function searchIn(status: SearchStatus, overrides: Parameters<typeof newSearch>[0] = {}): Promise<string> {
  const { searchId } = await createSearch(db, newSearch(overrides));
  const ended = ['completed', 'failed', 'cancelled'].includes(status);
  await setStatus(db, searchId, {
    status,
    ...(status === 'pending' ? {} : { startedAt: new Date(Date.now() - 60_000), activeSeconds: 10 }),
    ...(status === 'running' ? { runningSince: new Date(Date.now() - 5_000) } : {}),
    ...(ended ? { finishedAt: new Date(), statusReason: 'the budget is used up' } : {}),
  });
  return searchId;
}

const COMMANDS = {
  pause: pauseSearch, resume: resumeSearch, cancel: cancelSearch,
  extend: (on: Database, id: string) => extendSearch(on, id, 2),
} as const;

const RESULT: Record<keyof typeof COMMANDS, Partial<Record<SearchStatus, SearchStatus>>> = {
  pause: { pending: 'paused', running: 'paused' },
  resume: { paused: 'running' },
  cancel: { pending: 'cancelled', running: 'cancelled', paused: 'cancelled' },
  extend: { pending: 'pending', running: 'running', paused: 'paused', completed: 'running', failed: 'running' },
};

const CASES = Object.keys(COMMANDS).flatMap((name) => SEARCH_STATUSES.map((status) => [name as keyof typeof COMMANDS, status] as const));

test.each(CASES)('%s of a search that is %s', async (name, status) => {
  const searchId = await searchIn(status);
  const before = await latestEventId(db.prisma);
  const expected = RESULT[name][status];
  if (expected === undefined) {
    const unchanged = await searchDetail(db.prisma, searchId);
    await expect(COMMANDS[name](db, searchId)).rejects.toMatchObject({
      code: 'SEARCH_STATE_CONFLICT', message: expect.stringContaining(`is ${status}`),
    });
    // A running clock goes on; nothing else moves.
    expect({ ...await searchDetail(db.prisma, searchId), activeSeconds: 0 }).toEqual({ ...unchanged, activeSeconds: 0 });
    expect(await latestEventId(db.prisma)).toBe(before);
    return;
  }
  await COMMANDS[name](db, searchId);
  expect((await searchDetail(db.prisma, searchId)).status).toBe(expected);
  const events = await readEvents(db.prisma, { afterId: before, searchId });
  expect(events).toMatchObject([
    { type: 'search.updated', data: { id: searchId, status: expected } },
    { type: 'log.appended', data: { searchId, level: 'info', message: expect.stringMatching(/^(Paused|Resumed|Cancelled|Extended)/) } },
  ]);
});

test('a refused command says what is allowed', async () => {
  const searchId = await searchIn('completed');
  await expect(pauseSearch(db, searchId)).rejects.toThrow('is completed; pause takes a search that is pending or running. This one allows extend');
  await cancelSearch(db, await searchIn('paused'));
  const cancelled = await searchIn('cancelled');
  await expect(extendSearch(db, cancelled, 1)).rejects.toThrow('allows no command');
});

test('pausing stops the clock and resuming starts it again', async () => {
  const searchId = await searchIn('running');
  await pauseSearch(db, searchId);
  const paused = await db.prisma.search.findUniqueOrThrow({ where: { id: searchId } });
  expect(paused.runningSince).toBeNull();
  expect(paused.activeSeconds).toBeGreaterThanOrEqual(15);
  expect((await searchDetail(db.prisma, searchId)).activeSeconds).toBe(paused.activeSeconds);
  await resumeSearch(db, searchId);
  const resumed = await db.prisma.search.findUniqueOrThrow({ where: { id: searchId } });
  expect(resumed.runningSince).not.toBeNull();
  expect(resumed.activeSeconds).toBe(paused.activeSeconds);
});

test('a search that was paused before it started is pending after it is resumed', async () => {
  const searchId = await searchIn('pending');
  await pauseSearch(db, searchId);
  await resumeSearch(db, searchId);
  expect(await searchDetail(db.prisma, searchId)).toMatchObject({ status: 'pending', startedAt: null, activeSeconds: 0 });
});

test('cancelling ends what is in flight, with its attempts, and leaves what has ended', async () => {
  const searchId = await searchIn('running');
  const done = await addCandidate(db, searchId, { number: 1, accuracy: 0.8, stepTimeMs: 10, reward: 0.8 });
  const failed = await addCandidate(db, searchId, { number: 2, status: 'failed' });
  const running = await addCandidate(db, searchId, { number: 3, status: 'running' });
  const queued = await addCandidate(db, searchId, { number: 4, status: 'queued' });
  const before = await latestEventId(db.prisma);
  await cancelSearch(db, searchId);

  const detail = await searchDetail(db.prisma, searchId);
  expect(detail.counts).toEqual({ queued: 0, running: 0, completed: 1, failed: 1, pruned: 0, cancelled: 2 });
  expect(detail).toMatchObject({ status: 'cancelled', statusReason: 'cancelled on request', finishedAt: expect.any(String) });
  const attempts = await db.prisma.attempt.findMany({ where: { candidate: { searchId } } });
  const statusOf = (candidateId: string) => attempts.filter((attempt) => attempt.candidateId === candidateId).map((attempt) => attempt.status);
  expect([done, failed, running, queued].map(statusOf)).toEqual([['completed'], ['failed'], ['cancelled'], ['cancelled']]);
  const events = await readEvents(db.prisma, { afterId: before, searchId });
  expect(events).toHaveLength(4);
  expect(events.at(-1)).toMatchObject({ type: 'log.appended', data: { message: 'Cancelled on request; 2 in flight were stopped.' } });
  expect(attempts.filter(({ status }) => status === 'cancelled').map(({ endedAt }) => endedAt)).toEqual([expect.any(Date), expect.any(Date)]);
  for (const [type, id] of [['candidate.updated', running], ['candidate.updated', queued], ['search.updated', searchId]]) {
    expect(events).toContainEqual(expect.objectContaining({ type, data: expect.objectContaining({ id, status: 'cancelled' }) }));
  }
});

test('extending adds to the budget and lets its other limits grow with it', async () => {
  const searchId = await searchIn('failed', { budget: { candidates: 8, wallSeconds: 100, failures: 3 } });
  await extendSearch(db, searchId, 8);
  expect(await searchDetail(db.prisma, searchId)).toMatchObject({
    status: 'running', statusReason: null, finishedAt: null, budget: { candidates: 16, wallSeconds: 200, failures: 6 },
  });
});

test('a budget never exceeds the space', async () => {
  const searchId = await searchIn('completed');
  await extendSearch(db, searchId, 16);
  await expect(extendSearch(db, searchId, 1)).rejects.toMatchObject({ code: 'BUDGET_IMPOSSIBLE', message: expect.stringContaining('holds 24') });
  expect((await searchDetail(db.prisma, searchId)).budget.candidates).toBe(24);
});

test('of two commands at the same time each sees what the other left', async () => {
  const searchId = await searchIn('running');
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => pauseSearch(db, searchId)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  await Promise.all(Array.from({ length: 8 }, () => extendSearch(db, searchId, 1)));
  expect((await searchDetail(db.prisma, searchId)).budget.candidates).toBe(16);
});

test.each([newId(), 'x', ''])('an unknown search: %j', async (searchId) => {
  for (const command of Object.values(COMMANDS)) {
    await expect(command(db, searchId)).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
  }
});

test('a simulated search is neither extended nor resumed, and no controller turns its loop', async () => {
  const ended = await searchIn('completed');
  const paused = await searchIn('paused');
  const running = await searchIn('running');
  for (const id of [ended, paused, running]) await setStatus(db, id, { simulated: true });
  const refused = { code: 'SEARCH_STATE_CONFLICT', message: expect.stringContaining('was simulated') as string };
  await expect(extendSearch(db, ended, 2)).rejects.toMatchObject(refused);
  await expect(resumeSearch(db, paused)).rejects.toMatchObject(refused);
  await addCandidate(db, running, { number: 1, status: 'queued' });
  expect(await activeSearchIds(db.prisma)).not.toContain(running);
  expect(await searchIdsWithRoom(db.prisma)).not.toContain(running);
  expect((await waitingAttempts(db.prisma, new Date(Date.now() + 60_000))).map(({ ref }) => ref.searchId)).not.toContain(running);
  await expect(chooseCandidates(db.prisma, ended, { top: 1 })).rejects.toMatchObject(refused);
  await cancelSearch(db, running);
});
