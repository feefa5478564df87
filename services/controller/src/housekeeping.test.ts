import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointKey, openArtifactStore, weightsKey, type ArtifactStore } from '@stride/artifacts';
import type { AttemptRef, TrainingSummary } from '@stride/contracts';
import { fullTrainingTask, MAX_ATTEMPTS, type ProxyTask } from '@stride/core';
import { createQueues, type Queues } from '@stride/queue';
import { cancelTraining, candidateDetail, createTrainings, queuedJobs, trainingDetail, type Database } from '@stride/storage';
import { Housekeeping } from './housekeeping.js';
import { removeCheckpoints } from './remove-checkpoints.js';
import { acceptReport, giveUpAttempt, LEASE_SECONDS } from './reports/accept-report.js';
import { checkQueue, removeCancelledJobs, submitNewJobs } from './search-loop/submit.js';
import { stepSearch } from './search-loop/step.js';
import { addSearch, openTestDatabase, queuedRefs, started, type TestDatabase } from './testing/search-fixture.js';

let database: TestDatabase;
let db: Database;
let queues: Queues;
let folder: string;
let artifacts: ArtifactStore;
const DAY_MS = 24 * 3_600_000;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  queues = createQueues({ databaseUrl: database.url });
  folder = await mkdtemp(path.join(tmpdir(), 'stride-artifacts-'));
  artifacts = openArtifactStore(folder);
});
afterAll(async () => {
  await queues.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
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

/** A search of which one candidate can be trained in full. */
async function trainable() {
  const ref = await queuedReference();
  const train = (task: ProxyTask) => createTrainings(db, ref.searchId, [{ candidateId: ref.candidateId, task }]).then(([training]) => training as TrainingSummary);
  return { ...ref, train };
}

describe('what no queue takes', () => {
  it('ends as INVALID and keeps nothing behind it waiting', async () => {
    const { searchId, train } = await trainable();
    // The API lets none through; a row of another version may be like that.
    const bad = await train({ ...fullTrainingTask(), batchSize: 0 });
    const good = await train(fullTrainingTask());
    await submitNewJobs(db, queues, searchId);
    expect(await trainingDetail(db.prisma, bad.id)).toMatchObject({ status: 'failed', failureReason: 'INVALID', failureMessage: expect.stringContaining('/task/batchSize') });
    expect(await trainingDetail(db.prisma, good.id)).toMatchObject({ status: 'queued', attemptHistory: [{ queuedAt: expect.any(String) }] });
    await db.prisma.search.delete({ where: { id: searchId } });
  });
});

describe('removing checkpoints', () => {
  const later = (ms: number) => new Date(Date.now() + ms);

  it('waits until nobody can write one any more, and leaves the weights', async () => {
    const { searchId, train } = await trainable();
    const { id } = await train(fullTrainingTask());
    await artifacts.put(checkpointKey(id, 1), Uint8Array.of(1));
    await artifacts.put(weightsKey(id, 1), Uint8Array.of(2));
    await removeCheckpoints({ db, artifacts }, later(DAY_MS));
    expect(await artifacts.find(checkpointKey(id, 1))).not.toBeNull();
    await cancelTraining(db, id);
    await removeCheckpoints({ db, artifacts }, later(1_000));
    expect(await artifacts.find(checkpointKey(id, 1))).not.toBeNull();
    await removeCheckpoints({ db, artifacts }, later(LEASE_SECONDS * 1000 + 1_000));
    expect(await artifacts.find(checkpointKey(id, 1))).toBeNull();
    expect(await artifacts.find(weightsKey(id, 1))).not.toBeNull();
    await db.prisma.search.delete({ where: { id: searchId } });
  });

  it('keeps those of a training that its workers failed for a week', async () => {
    const { searchId, train } = await trainable();
    const { id } = await train(fullTrainingTask());
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await artifacts.put(checkpointKey(id, attempt), Uint8Array.of(attempt));
      const [ref] = (await queuedJobs(db.prisma, { searchId })).flatMap(({ job }) => (job.kind === 'training' ? [job.ref] : []));
      await giveUpAttempt(db, ref as AttemptRef, { reason: 'LOST', message: 'silent' });
    }
    expect(await trainingDetail(db.prisma, id)).toMatchObject({ status: 'failed', failureReason: 'LOST' });
    const left = () => Promise.all([1, 2, 3].map((attempt) => artifacts.find(checkpointKey(id, attempt))));
    await removeCheckpoints({ db, artifacts }, later(6 * DAY_MS));
    expect(await left()).not.toContain(null);
    await removeCheckpoints({ db, artifacts }, later(8 * DAY_MS));
    expect(await left()).toEqual([null, null, null]);
    await db.prisma.search.delete({ where: { id: searchId } });
  });
});

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
    const housekeeping = new Housekeeping({ db, log, artifacts, queues: counting }, () => {});
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
