import type { Database } from '@stride/storage';
import { expect, test } from 'vitest';
import { eventStream } from './event-stream.js';
import type { LiveFeed } from './live-feed.js';

/** A log that grows by hand, and a feed that wakes by hand. */
function fakeLog() {
  const rows: { id: bigint; searchId: null; type: string; data: object; at: Date }[] = [];
  const reads: bigint[] = [];
  const findMany = async (query: { where: { id: { gt: bigint } }; take: number }) => {
    reads.push(query.where.id.gt);
    return rows.filter((row) => row.id > query.where.id.gt).slice(0, query.take);
  };
  const append = () => {
    rows.push({ id: BigInt(rows.length + 1), searchId: null, type: 'worker.updated', data: { n: rows.length + 1 }, at: new Date(0) });
  };
  return { db: { prisma: { event: { findMany } } } as unknown as Database, append, reads };
}

function feedThat(wait: LiveFeed['wait']): LiveFeed {
  return { announced: 0, wait, openStream: () => ({ signal: new AbortController().signal, release: () => {} }), close: async () => {} };
}

test('nothing is read ahead of a reader that does not take what it was given', async () => {
  const { db, append, reads } = fakeLog();
  for (let i = 0; i < 1000; i += 1) append();
  const stream = eventStream(db, feedThat(async () => true), { afterId: '0', signal: new AbortController().signal });
  await stream.next();
  await stream.next();
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(reads).toEqual([0n]);
  await stream.next();
  expect(reads).toEqual([0n, 200n]);
});

test('a silent stream sends a comment now and then, which is no event, and looks at the log again', async () => {
  const { db, append, reads } = fakeLog();
  const waits: number[] = [];
  const stream = eventStream(db, feedThat(async (_seen, ms) => {
    waits.push(ms);
    return false;
  }), { afterId: '0', signal: new AbortController().signal });
  expect((await stream.next()).value).toBe('retry: 2000\nid: 0\n\n');
  expect((await stream.next()).value).toBe(': alive\n\n');
  append();
  expect((await stream.next()).value).toBe('id: 1\nevent: worker.updated\ndata: {"n":1}\n\n');
  expect(waits).toEqual([15_000]);
  expect(reads).toEqual([0n, 0n]);
});

test('an aborted stream ends without another word', async () => {
  const { db } = fakeLog();
  const stop = new AbortController();
  const stream = eventStream(db, feedThat(async () => {
    stop.abort();
    return false;
  }), { afterId: '0', signal: stop.signal });
  await stream.next();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});
