/** What a search leaves behind of its attempts: lines in its log, and the time that workers spent on it. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AttemptRef } from '@stride/contracts';
import { searchDetail, searchLog, type Database } from '@stride/storage';
import { stepSearch } from '../search-loop/step.js';
import { addSearch, completedReport, failedReport, openTestDatabase, queuedRefs, refOf, started, type TestDatabase } from '../testing/search-fixture.js';
import { acceptReport, giveUpAttempt } from './accept-report.js';

let database: TestDatabase;
let db: Database;
let searchId: string;
let reference: AttemptRef;
let first: AttemptRef;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(async () => { await database.close(); });
beforeEach(async () => {
  searchId = await addSearch(db);
  await stepSearch(db, searchId);
  await stepSearch(db, searchId);
  const [zero, one] = await queuedRefs(db, searchId);
  if (!zero || !one) throw new Error('the search has not begun');
  reference = refOf(zero);
  first = refOf(one);
});

const lines = async (level: 'info' | 'warning' = 'info') => (await searchLog(db.prisma, searchId, { level })).items.map(({ number, message }) => `${number ?? '-'} ${message}`).reverse();

it('tells of the reference, of what completed, of a new leader, and of what was tried again', async () => {
  await acceptReport(db, started(reference));
  await acceptReport(db, await completedReport(db, reference, { accuracy: 0.7, ms: 10, s0: 10 }));
  await acceptReport(db, started(first));
  await giveUpAttempt(db, first, { reason: 'LOST', message: 'no heartbeat for 15 s\nand more' });
  const again = refOf((await queuedRefs(db, searchId)).find(({ candidateId }) => candidateId === first.candidateId) as never);
  await acceptReport(db, started(again));
  await acceptReport(db, await completedReport(db, again, { accuracy: 0.8, ms: 20, s0: 10 }));
  await stepSearch(db, searchId);
  expect(await lines()).toEqual([
    expect.stringMatching(/^- Submitted: 4 candidates of the space twelve on synthetic by random\.$/),
    '- Started.',
    '0 The reference reaches 70.00 % validation accuracy at 10.0 ms a training step, which all rewards are measured against.',
    '1 Attempt 1 ended with LOST: no heartbeat for 15 s. It is tried again.',
    expect.stringMatching(/^1 Completed: 80\.00 % validation accuracy at 20\.0 ms a training step, reward 0\.\d{4}\.$/),
    expect.stringMatching(/^1 Leads now: its reward is expected to be 0\.\d{4}\.$/),
  ]);
  expect(await lines('warning')).toHaveLength(1);
});

it('tells of a failure as an error, with its reason', async () => {
  await acceptReport(db, started(first));
  await acceptReport(db, failedReport(first, 'OOM'));
  const { items: [line] } = await searchLog(db.prisma, searchId, { level: 'error' });
  expect(line).toMatchObject({ level: 'error', number: 1, candidateId: first.candidateId, message: expect.stringContaining('failed with OOM') });
});

it('adds up the time of attempts whose results were told, each once', async () => {
  await acceptReport(db, started(reference));
  await acceptReport(db, await completedReport(db, reference, { accuracy: 0.7, ms: 10, s0: 10 }));
  await acceptReport(db, started(first));
  await giveUpAttempt(db, first, { reason: 'LOST', message: 'gone' });
  const again = refOf((await queuedRefs(db, searchId)).find(({ candidateId }) => candidateId === first.candidateId) as never);
  await acceptReport(db, started(again));
  await acceptReport(db, await completedReport(db, again, { accuracy: 0.8, ms: 20, s0: 10 }));
  expect((await searchDetail(db.prisma, searchId)).acceleratorSeconds).toBe(0);
  await stepSearch(db, searchId);
  await stepSearch(db, searchId);
  const attempts = await db.prisma.attempt.findMany({ where: { candidateId: first.candidateId } });
  expect(attempts.map(({ endedAt }) => endedAt)).toEqual([expect.any(Date), expect.any(Date)]);
  const seconds = attempts.reduce((sum, { startedAt, endedAt }) => sum + Math.max(0, Number(endedAt) - Number(startedAt)) / 1000, 0);
  expect((await searchDetail(db.prisma, searchId)).acceleratorSeconds).toBeCloseTo(seconds, 3);
});
