import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQueues, type Queues } from '@stride/queue';
import { candidateDetail, type Database } from '@stride/storage';
import { Housekeeping } from './housekeeping.js';
import { acceptReport, LEASE_SECONDS } from './reports/accept-report.js';
import { checkQueue, removeCancelledJobs, submitNewJobs } from './search-loop/submit.js';
import { stepSearch } from './search-loop/step.js';
import { addSearch, openTestDatabase, queuedRefs, started, type TestDatabase } from './testing/search-fixture.js';

let database: TestDatabase;
let db: Database;
let queues: Queues;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  queues = createQueues({ databaseUrl: database.url });
});
afterAll(async () => {
  await queues.close();
  await database.close();
});

/** A search with its reference in the queue. */
async function queuedReference() {
  const searchId = await addSearch(db, { concurrency: 1 });
  await stepSearch(db, searchId);
  await submitNewJobs(db, queues, searchId);
  const [ref] = await queuedRefs(db, searchId);
  if (!ref) throw new Error('nothing queued');
  return ref;
}

const soon = () => new Date(Date.now() + 1000);

describe('checkQueue', () => {
  it('puts back a job that the queue has lost, and only that', async () => {
    const ref = await queuedReference();
    expect(await checkQueue(db, queues, soon())).toEqual({ restored: 0, forgotten: [] });
    await queues.candidates.remove(ref);
    expect(await queues.candidates.has(ref)).toBe(false);
    expect(await checkQueue(db, queues, new Date(Date.now() - 60_000))).toMatchObject({ restored: 0 });
    expect(await checkQueue(db, queues, soon())).toMatchObject({ restored: 1 });
    expect(await queues.candidates.state(ref)).toBe('waiting');
    await queues.candidates.remove(ref);
    await db.prisma.search.delete({ where: { id: ref.searchId } });
  });

  it('finds an attempt whose worker took the job and ended before it said so', async () => {
    const ref = await queuedReference();
    const consumer = queues.candidates.work(async () => {});
    for (let state = ''; state !== 'finished'; state = await queues.candidates.state(ref)) await new Promise((resolve) => setTimeout(resolve, 20));
    await consumer.close();
    const { forgotten } = await checkQueue(db, queues, soon());
    expect(forgotten).toEqual([expect.objectContaining({ candidateId: ref.candidateId, attempt: 1 })]);
    await db.prisma.search.delete({ where: { id: ref.searchId } });
  });
});

describe('removeCancelledJobs', () => {
  it('takes jobs of cancelled candidates out of the queue', async () => {
    const ref = await queuedReference();
    await db.prisma.candidate.update({ where: { id: ref.candidateId }, data: { status: 'cancelled' } });
    await db.prisma.attempt.updateMany({ where: { candidateId: ref.candidateId }, data: { status: 'cancelled' } });
    await removeCancelledJobs(db, queues);
    expect(await queues.candidates.has(ref)).toBe(false);
    await db.prisma.search.delete({ where: { id: ref.searchId } });
  });
});

describe('a lease that ran out', () => {
  const second = 1000;
  const LEASE = LEASE_SECONDS * second;

  /** A running attempt without a sign of life, and housekeeping whose queue answers as the test says. */
  async function silentAttempt(answer: () => { waiting: number }) {
    const ref = await queuedReference();
    await acceptReport(db, started(ref));
    await db.prisma.attempt.updateMany({ where: { candidateId: ref.candidateId }, data: { leaseUntil: new Date(0) } });
    const counting = { ...queues, counts: async () => ({ ...(await queues.counts()), reports: { ...(await queues.counts()).reports, ...answer() } }) };
    const housekeeping = new Housekeeping({ db, log, queues: counting }, () => {});
    const attempts = async () => (await candidateDetail(db.prisma, ref.candidateId)).attempts;
    const end = () => db.prisma.search.delete({ where: { id: ref.searchId } });
    return { housekeeping, attempts, end };
  }

  it('ends the attempt, once workers had a whole lease to be heard by this controller', async () => {
    const { housekeeping, attempts, end } = await silentAttempt(() => ({ waiting: 0 }));
    const start = Date.now();
    for (let now = start; now < start + LEASE; now += 2 * second) await housekeeping.round(now);
    expect(await attempts()).toBe(1);
    await housekeeping.round(start + LEASE);
    expect(await attempts()).toBe(2);
    await end();
  });

  it('is not judged right after the queue was away, nor while reports stand in line', async () => {
    let waiting = 0;
    let away = false;
    const { housekeeping, attempts, end } = await silentAttempt(() => { if (away) throw new Error('away'); return { waiting }; });
    const start = Date.now();
    await housekeeping.round(start);
    away = true;
    for (let now = start + 2 * second; now < start + 2 * LEASE; now += 2 * second) await expect(housekeeping.round(now)).rejects.toThrow('away');
    away = false;
    waiting = 1000;
    for (let now = start + 2 * LEASE; now < start + 4 * LEASE; now += 2 * second) await housekeeping.round(now);
    expect(await attempts()).toBe(1);
    waiting = 0;
    for (let now = start + 4 * LEASE; now < start + 6 * LEASE; now += 2 * second) await housekeeping.round(now);
    expect(await attempts()).toBe(2);
    await end();
  });
});
