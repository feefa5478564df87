import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SearchDetail } from '@stride/contracts';
import { appendEvents, latestEventId, searchSummary, toWorker } from '@stride/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../context.js';
import { DEVICE, startTestService, type TestService } from '../../testing/test-service.js';

let service: TestService;
let port: number;
let searchId: string;
let otherId: string;

beforeAll(async () => {
  service = await startTestService();
  port = await listen(service.app);
  searchId = await newSearch('followed');
  otherId = await newSearch('other');
});

afterAll(() => service?.stop());

async function listen(app: App): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

async function newSearch(name: string): Promise<string> {
  const response = await service.app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small', name } });
  return response.json<SearchDetail>().id;
}

/** Renames a search and announces it, as every change is announced. */
async function change(id: string, name: string): Promise<void> {
  await service.db.transaction(async (tx) => {
    await tx.search.update({ where: { id }, data: { name } });
    await appendEvents(tx, [{ searchId: id, type: 'search.updated', data: await searchSummary(tx, id) }]);
  });
}

interface Block {
  readonly id?: string;
  readonly event?: string;
  readonly data?: { readonly id: string; readonly name: string };
  readonly retry?: string;
}

/** A client of server-sent events that keeps what it got, block by block. */
interface Client {
  readonly response: IncomingMessage;
  readonly blocks: Block[];
  /** Resolves once there are `count` events; the blocks before the first one carry none. */
  events(count: number): Promise<Block[]>;
  readonly ended: Promise<void>;
  close(): void;
}

async function follow(url: string, headers: Record<string, string> = {}, at = port): Promise<Client> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port: at, path: url, headers: { accept: 'text/event-stream', ...headers } }, resolve).on('error', reject).end();
  });
  const blocks: Block[] = [];
  let text = '';
  let wake = () => {};
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    blocks.push(...parts.map(parseBlock));
    wake();
  });
  const ended = new Promise<void>((resolve) => { response.on('close', resolve); });
  response.on('error', () => {});
  const received = () => blocks.filter((block) => block.event !== undefined);
  return {
    response, blocks, ended,
    events: async (count) => {
      while (received().length < count) await new Promise<void>((resolve) => { wake = resolve; });
      return received();
    },
    close: () => response.destroy(),
  };
}

function parseBlock(text: string): Block {
  const fields = text.split('\n').filter((line) => !line.startsWith(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  const block = Object.fromEntries(fields) as Record<string, string>;
  return { ...block, ...(block['data'] === undefined ? {} : { data: JSON.parse(block['data']) }) } as Block;
}

test('a stream begins with what happens next, and each event has an id, a type and its data', async () => {
  const client = await follow(`/v1/searches/${searchId}/events`);
  expect(client.response.statusCode).toBe(200);
  expect(client.response.headers['content-type']).toContain('text/event-stream');
  expect(client.response.headers['cache-control']).toContain('no-cache');
  await change(searchId, 'renamed');
  const [event] = await client.events(1);
  expect(event).toMatchObject({ id: expect.stringMatching(/^\d+$/), event: 'search.updated', data: { id: searchId, name: 'renamed' } });
  expect(client.blocks[0]).toEqual({ retry: '2000', id: String(Number(event?.id) - 1) });
  client.close();
});

test('the stream of a search has only its own events, and the stream of everything has all', async () => {
  const [own, all] = await Promise.all([follow(`/v1/searches/${searchId}/events`), follow('/v1/events')]);
  await change(otherId, 'other 1');
  const now = new Date();
  await service.db.transaction(async (tx) => {
    const row = await tx.worker.create({ data: { id: 'w', host: 'h', pid: 1, version: '1', device: { ...DEVICE }, deviceClass: 'd', state: 'idle', startedAt: now, heartbeatAt: now } });
    await appendEvents(tx, [{ searchId: null, type: 'worker.updated', data: toWorker(row, new Map(), now) }]);
  });
  await change(searchId, 'own 1');
  expect((await own.events(1)).map((event) => event.data?.name)).toEqual(['own 1']);
  expect((await all.events(3)).map((event) => [event.event, event.data?.id])).toEqual([
    ['search.updated', otherId], ['worker.updated', 'w'], ['search.updated', searchId],
  ]);
  own.close();
  all.close();
});

describe('a stream that was cut', () => {
  test.each([
    ['Last-Event-ID', (id: string) => follow(`/v1/searches/${searchId}/events`, { 'last-event-id': id })],
    ['?lastEventId=', (id: string) => follow(`/v1/searches/${searchId}/events?lastEventId=${id}`)],
  ])('goes on after %s, with every event once and in order', async (_how, resume) => {
    const first = await follow(`/v1/searches/${searchId}/events`);
    await change(searchId, 'one');
    const [one] = await first.events(1);
    first.close();
    for (const name of ['two', 'three']) await change(searchId, name);
    const second = await resume(one?.id ?? '');
    await change(searchId, 'four');
    const events = await second.events(3);
    expect(events.map((event) => event.data?.name)).toEqual(['two', 'three', 'four']);
    expect(second.blocks[0]?.id).toBe(one?.id);
    second.close();
  });

  test('before its first event goes on where it began', async () => {
    const first = await follow(`/v1/searches/${searchId}/events`);
    while (first.blocks.length === 0) await new Promise((resolve) => { setImmediate(resolve); });
    const id = first.blocks[0]?.id ?? '';
    first.close();
    await change(searchId, 'meanwhile');
    const second = await follow(`/v1/searches/${searchId}/events`, { 'last-event-id': id });
    expect((await second.events(1)).map((event) => event.data?.name)).toEqual(['meanwhile']);
    second.close();
  });

  test('misses and doubles nothing while events keep coming, over many reconnections', async () => {
    const start = await latestEventId(service.db.prisma);
    const names = Array.from({ length: 60 }, (_, i) => `burst ${i}`);
    const writing = (async () => {
      for (const name of names) await change(searchId, name);
    })();
    const got: Block[] = [];
    let last = start;
    while (got.length < names.length) {
      const client = await follow(`/v1/searches/${searchId}/events`, { 'last-event-id': last });
      const events = await client.events(Math.min(7, names.length - got.length));
      client.close();
      got.push(...events);
      last = got.at(-1)?.id ?? last;
    }
    await writing;
    expect(got.map((event) => event.data?.name)).toEqual(names);
  });
});

test('a backlog of thousands arrives whole', async () => {
  const start = await latestEventId(service.db.prisma);
  await service.db.transaction(async (tx) => {
    const data = await searchSummary(tx, otherId);
    await appendEvents(tx, Array.from({ length: 3000 }, () => ({ searchId: otherId, type: 'search.updated' as const, data })));
  });
  const client = await follow(`/v1/events?lastEventId=${start}`);
  const ids = (await client.events(3000)).map((event) => Number(event.id));
  expect(ids).toEqual(Array.from({ length: 3000 }, (_, i) => Number(start) + 1 + i));
  client.close();
});

describe('a stream whose follower has missed what is kept no more', () => {
  test.each([['before what was deleted', false], ['after it', true]])('says so when it resumes %s', async (_when, isAfter) => {
    const first = await latestEventId(service.db.prisma);
    await change(searchId, 'deleted');
    const deleted = await latestEventId(service.db.prisma);
    await change(searchId, 'kept');
    await service.db.pool.query('DELETE FROM "Event" WHERE "type" <> $1 AND "id" <= $2', ['log.appended', isAfter ? first : deleted]);
    const client = await follow(`/v1/searches/${searchId}/events`, { 'last-event-id': isAfter ? deleted : first });
    const events = await client.events(isAfter ? 1 : 2);
    expect(events.map(({ event, data }) => [event, data?.name])).toEqual([...(isAfter ? [] : [['stream.reset', undefined]]), ['search.updated', 'kept']]);
    client.close();
  });
});

test('an id beyond the newest waits for the next event, not for that id, and tells that the database is another', async () => {
  const client = await follow(`/v1/searches/${searchId}/events`, { 'last-event-id': '9000000000000000000' });
  await change(searchId, 'after a new database');
  expect((await client.events(2)).map(({ event, data }) => [event, data?.name])).toEqual([['stream.reset', undefined], ['search.updated', 'after a new database']]);
  client.close();
});

test.each(['x', '-1', '1.5', '99999999999999999999', '1e3', ' '])('%j is no event id', async (id) => {
  for (const url of ['/v1/events', `/v1/searches/${searchId}/events`]) {
    const response = await service.app.inject({ url: `${url}?lastEventId=${encodeURIComponent(id)}` });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'CURSOR_INVALID' });
  }
});

test('an unknown parameter is refused', async () => {
  expect((await service.app.inject('/v1/events?since=3')).json()).toMatchObject({ code: 'INVALID_REQUEST', detail: expect.stringContaining('lastEventId') });
});

test('streams end when the server shuts down, which they do not hold up', async () => {
  const app = service.another();
  const at = await listen(app);
  const clients = await Promise.all([follow('/v1/events', {}, at), follow(`/v1/searches/${searchId}/events`, {}, at)]);
  await app.close();
  await Promise.all(clients.map((client) => client.ended));
  expect(clients.map((client) => client.response.complete)).toEqual([true, true]);
});
