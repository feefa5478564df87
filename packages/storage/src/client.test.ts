import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database, type Transaction } from './client.js';
import { appendEvents, listenToEvents } from './events/index.js';
import { startTestServer, type TestServer } from './testing/test-database.js';

let server: TestServer;
let db: Database;
const lost: Error[] = [];

beforeAll(async () => {
  server = await startTestServer();
  db = createDatabase(await server.database(), { applicationName: 'stride test', poolSize: 4, onConnectionLost: (error) => lost.push(error) });
});
afterAll(async () => {
  await db?.close();
  await server?.remove();
});

function worker(id: string) {
  return { id, host: 'h', pid: 1, version: '1', device: {}, deviceClass: 'c', state: 'idle', startedAt: new Date(), heartbeatAt: new Date() };
}

test('connections carry the name, and no more are made than allowed', async () => {
  const names = await Promise.all(Array.from({ length: 12 }, async () => {
    const rows = await db.prisma.$queryRaw<{ name: string; connections: bigint }[]>`
      SELECT current_setting('application_name') AS name, (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'stride test') AS connections`;
    return rows[0]!;
  }));
  expect(new Set(names.map(({ name }) => name))).toEqual(new Set(['stride test']));
  expect(Math.max(...names.map(({ connections }) => Number(connections)))).toBeLessThanOrEqual(4);
});

test('a transaction is kept as a whole or not at all', async () => {
  await expect(db.transaction(async (tx) => {
    await tx.worker.create({ data: worker('half') });
    throw new RangeError('stop');
  })).rejects.toThrow(RangeError);
  expect(await db.prisma.worker.findUnique({ where: { id: 'half' } })).toBeNull();
  expect(await db.transaction(async (tx) => (await tx.worker.create({ data: worker('whole') })).id)).toBe('whole');
});

test('numbers keep their exact value: doubles, and ids past 2^53', async () => {
  const id = randomUUID();
  const search = {
    id, name: 's', spaceName: 'x', space: {}, dataset: 'd', proxyTask: {}, objective: { w: -0.07 }, strategy: {}, budget: {},
    concurrency: 1, seed: 2_147_483_647, referenceParams: 7_200_312_000_001, activeSeconds: 0.1 + 0.2,
  };
  await db.prisma.search.create({ data: search });
  expect(await db.prisma.search.findUnique({ where: { id } })).toMatchObject({ referenceParams: 7_200_312_000_001, activeSeconds: 0.1 + 0.2, objective: { w: -0.07 } });
  await db.prisma.event.create({ data: { id: 9_007_199_254_740_993n, type: 't', data: {} } });
  expect((await db.prisma.event.findFirst({ orderBy: { id: 'desc' } }))?.id).toBe(9_007_199_254_740_993n);
});

/** Lets go whoever comes once `count` have come. */
function barrier(count: number): () => Promise<void> {
  let come = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return async () => {
    come += 1;
    if (come >= count) open();
    await opened;
  };
}

test.each<[string, (tx: Transaction, id: string) => Promise<unknown>]>([
  ['by the client', (tx, id) => tx.worker.update({ where: { id }, data: { completed: { increment: 1 } } })],
  ['by SQL', (tx, id) => tx.$executeRaw`UPDATE "Worker" SET completed = completed + 1 WHERE id = ${id}`],
])('two transactions that block each other both succeed (%s)', async (_, increment) => {
  const [left, right] = [randomUUID(), randomUUID()];
  await db.prisma.worker.createMany({ data: [worker(left), worker(right)] });
  const bothHaveOne = barrier(2);
  let tries = 0;
  const incrementBoth = (first: string, second: string) => db.transaction(async (tx) => {
    tries += 1;
    await increment(tx, first);
    await bothHaveOne();
    await increment(tx, second);
  });
  await Promise.all([incrementBoth(left, right), incrementBoth(right, left)]);
  expect(tries).toBe(3);
  const rows = await db.prisma.worker.findMany({ where: { id: { in: [left, right] } } });
  expect(rows.map((row) => row.completed)).toEqual([2, 2]);
});

test('a connection lost in a transaction is DATABASE_UNAVAILABLE, and the next query has another', async () => {
  const other = createDatabase(db.url);
  await expect(db.transaction(async (tx) => {
    await tx.worker.create({ data: worker('cut') });
    const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await other.prisma.$executeRaw`SELECT pg_terminate_backend(${own?.pid}::int)`;
    await tx.worker.create({ data: worker('off') });
  })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(await db.prisma.worker.count({ where: { id: { in: ['cut', 'off'] } } })).toBe(0);
  await other.close();
});

test('while the server is away everything is DATABASE_UNAVAILABLE; once it is back all goes on, the listener too', async () => {
  const heard: (string | undefined)[] = [];
  let wake = () => {};
  const until = async (count: number) => { while (heard.length < count) await new Promise<void>((resolve) => { wake = resolve; }); };
  const listener = listenToEvents(db.url, (id) => { heard.push(id); wake(); }, { retryMs: 20 });
  await until(1);

  await server.stop();
  const unavailable = { code: 'DATABASE_UNAVAILABLE' };
  await expect(db.ping()).rejects.toMatchObject(unavailable);
  await expect(db.prisma.worker.findMany()).rejects.toMatchObject(unavailable);
  await expect(db.prisma.$queryRaw`SELECT 1`).rejects.toMatchObject(unavailable);
  await expect(db.transaction((tx) => tx.worker.count())).rejects.toMatchObject(unavailable);
  expect(lost.length).toBeGreaterThan(0);

  await server.start();
  await db.ping();
  await until(2);
  const searchId = randomUUID();
  const point = { step: 1, epoch: 1, trainLoss: 1, validationLoss: 1, validationAccuracy: 1, seconds: 1 };
  const id = await db.transaction((tx) => appendEvents(tx, [{ searchId, type: 'candidate.evaluated', data: { searchId, candidateId: searchId, number: 1, point } }]));
  await until(3);
  expect(heard).toEqual([undefined, undefined, id]);
  await listener.close();
});

test('a listener closes while the server cannot be reached', async () => {
  const errors: Error[] = [];
  const listener = listenToEvents('postgresql://stride@127.0.0.1:1/stride', () => {}, { retryMs: 1, onError: (error) => errors.push(error) });
  while (errors.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  await listener.close();
});

test('an error of a query is not taken for a lost connection', async () => {
  await expect(db.prisma.$queryRaw`SELECT * FROM nowhere`).rejects.not.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect(db.prisma.worker.create({ data: worker('whole') })).rejects.toMatchObject({ code: 'P2002' });
});
