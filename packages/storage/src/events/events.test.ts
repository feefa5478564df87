import type { NewLiveEvent } from '@stride/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '../client.js';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { appendEvents, latestEventId, listenToEvents, logLine, pruneEvents, readEvents } from './index.js';

const SEARCH = '018f0000-0000-7000-8000-000000000001';
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

function evaluated(number: number, searchId: string = SEARCH): NewLiveEvent {
  const point = { step: 1, epoch: 0.5, trainLoss: 2, validationLoss: 2, validationAccuracy: 0.1, seconds: 1 };
  return { searchId, type: 'candidate.evaluated', data: { searchId, candidateId: searchId, number, point } };
}

const append = (...events: NewLiveEvent[]) => db.transaction((tx) => appendEvents(tx, events));
const numbers = (events: readonly { readonly data: unknown }[]) => events.map((event) => (event.data as { number: number }).number);

test('events are read back in order, from any id on, of one search or of all', async () => {
  const start = await latestEventId(db.prisma);
  const other = '018f0000-0000-7000-8000-000000000002';
  const last = await append(evaluated(1), evaluated(2, other), evaluated(3));
  const all = await readEvents(db.prisma, { afterId: start });
  expect(numbers(all)).toEqual([1, 2, 3]);
  expect(all.at(-1)?.id).toBe(last);
  expect(await latestEventId(db.prisma)).toBe(last);
  expect(all[0]).toMatchObject({ ...evaluated(1) });
  expect(numbers(await readEvents(db.prisma, { afterId: start, searchId: SEARCH }))).toEqual([1, 3]);
  expect(numbers(await readEvents(db.prisma, { afterId: all[0]!.id, limit: 1 }))).toEqual([2]);
  expect(await readEvents(db.prisma, { afterId: last! })).toEqual([]);
});

test('a transaction that rolls back appends nothing', async () => {
  const before = await latestEventId(db.prisma);
  await expect(db.transaction(async (tx) => {
    await appendEvents(tx, [evaluated(1)]);
    throw new Error('no');
  })).rejects.toThrow('no');
  expect(await latestEventId(db.prisma)).toBe(before);
});

test.each(['', '-1', '1.5', 'abc', '9223372036854775808', '1'.repeat(30)])('%j is not an event id', async (afterId) => {
  await expect(readEvents(db.prisma, { afterId })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
});

test('text that PostgreSQL cannot hold is stored with replacement characters', async () => {
  const start = await latestEventId(db.prisma);
  const odd: NewLiveEvent = { searchId: null, type: 'worker.updated', data: { id: 'a\0b\ud800c\\u0000 😀' } as never };
  await append(odd);
  const [event] = await readEvents(db.prisma, { afterId: start });
  expect(event?.data).toEqual({ id: 'a\ufffdb\ufffdc\\u0000 😀' });
});

test('a reader that polls never sees an id below one it has seen, however transactions overlap', async () => {
  const start = await latestEventId(db.prisma);
  const seen: string[] = [];
  let writing = true;
  const reader = (async () => {
    for (;;) {
      const done = !writing;
      const batch = await readEvents(db.prisma, { afterId: seen.at(-1) ?? start });
      seen.push(...batch.map((event) => event.id));
      if (done && batch.length === 0) return;
    }
  })();
  await Promise.all(Array.from({ length: 6 }, async (_, writer) => {
    for (let n = 0; n < 15; n += 1) {
      await db.transaction(async (tx) => {
        await appendEvents(tx, [evaluated(writer), evaluated(writer)]);
        // The commit comes later, so that without the lock ids would be given out of commit order.
        await tx.$executeRaw`SELECT pg_sleep(${((writer * 7 + n * 3) % 5) / 1000})`;
      });
    }
  }));
  writing = false;
  await reader;
  const stored = await readEvents(db.prisma, { afterId: start });
  expect(seen).toEqual(stored.map((event) => event.id));
  expect(seen).toHaveLength(180);
  const times = stored.map((event) => event.at);
  expect(times).toEqual([...times].sort());
});

test('pruning deletes what is old but keeps the newest id', async () => {
  await append(evaluated(1), evaluated(2));
  const latest = await latestEventId(db.prisma);
  expect(await pruneEvents(db, new Date(0))).toBe(0);
  expect(await pruneEvents(db, new Date(Date.now() + 60_000))).toBeGreaterThan(0);
  expect(await latestEventId(db.prisma)).toBe(latest);
  expect(await readEvents(db.prisma, { afterId: '0' })).toHaveLength(1);
});

test('pruning leaves the lines of logs', async () => {
  await append(logLine(new Date(), SEARCH, 'info', 'kept'), evaluated(1), logLine(new Date(), SEARCH, 'info', 'kept, too'), evaluated(2));
  await pruneEvents(db, new Date(Date.now() + 60_000));
  const left = await readEvents(db.prisma, { afterId: '0', searchId: SEARCH });
  expect(left.slice(-3).map(({ type }) => type)).toEqual(['log.appended', 'log.appended', 'candidate.evaluated']);
});

test('a listener hears of commits, and again after its connection was lost', async () => {
  const heard: (string | undefined)[] = [];
  const errors: Error[] = [];
  let wake = () => {};
  const listener = listenToEvents(db.url, (id) => { heard.push(id); wake(); }, { retryMs: 10, onError: (error) => errors.push(error) });
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => { wake = resolve; });
  };
  await listener.ready;
  await until(() => heard.length === 1);
  const first = await append(evaluated(1));
  await until(() => heard.length === 2);
  expect(heard).toEqual([undefined, first]);

  await db.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stride events' AND datname = current_database()`);
  await until(() => heard.length === 3);
  const second = await append(evaluated(2));
  await until(() => heard.length === 4);
  expect(heard).toEqual([undefined, first, undefined, second]);
  expect(errors).toHaveLength(1);

  await listener.close();
  // Its process on the server takes a moment to end.
  const connections = () => db.pool.query(`SELECT FROM pg_stat_activity WHERE application_name = 'stride events' AND datname = current_database()`);
  while ((await connections()).rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});
