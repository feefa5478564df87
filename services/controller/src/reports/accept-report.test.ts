import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttemptRef, ReportOf } from '@stride/contracts';
import { jointReward, MAX_ATTEMPTS } from '@stride/core';
import { cancelSearch, candidateDetail, listCandidates, searchDetail, type Database } from '@stride/storage';
import { stepSearch } from '../search-loop/step.js';
import {
  addSearch, completedReport, DEVICE, failedReport, openTestDatabase, queuedRefs, refOf, started, type TestDatabase,
} from '../testing/search-fixture.js';
import { acceptReport, giveUpAttempt } from './accept-report.js';

let database: TestDatabase;
let db: Database;
let searchId: string;
/** Attempts of the reference and of the first proposal. */
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

const detail = () => candidateDetail(db.prisma, first.candidateId);
const current = async (): Promise<AttemptRef> => {
  const ref = (await queuedRefs(db, searchId)).find((queued) => queued.candidateId === first.candidateId);
  if (!ref) throw new Error('not queued');
  return refOf(ref);
};

const nextRef = async (): Promise<AttemptRef> => {
  const [ref] = await queuedRefs(db, searchId);
  if (!ref) throw new Error('nothing queued');
  return refOf(ref);
};

function heartbeat(ref: AttemptRef | null, worker: Partial<ReportOf<'heartbeat'>['worker']> = {}): ReportOf<'heartbeat'> {
  return {
    type: 'heartbeat', state: ref ? 'training' : 'idle', ref, progress: ref ? { phase: 'training', stepsDone: 3, stepsTotal: 9 } : null,
    worker: { id: 'worker-1', host: 'here', pid: 1, version: '1', device: DEVICE, startedAt: new Date(0).toISOString(), ...worker },
  };
}

describe('a completed report', () => {
  it('is accepted once and scored by the stored reference step time', async () => {
    await acceptReport(db, started(first));
    const report = await completedReport(db, first, { accuracy: 0.8, ms: 20, s0: 10 });
    expect(await acceptReport(db, report)).toMatchObject({ verdict: 'continue', wakes: [searchId] });
    const { referenceParams } = await searchDetail(db.prisma, searchId);
    const expected = jointReward({ kind: 'joint', w: -0.07, v: -0.05 }, {
      accuracy: 0.8, stepTimeMs: 20, referenceStepTimeMs: 10, params: report.measurement.params, referenceParams });
    // The worker said 0: only what the controller computes counts.
    expect((await detail()).reward).toBeCloseTo(expected, 12);
    const again = await acceptReport(db, await completedReport(db, first, { accuracy: 0.1 }));
    expect(again).toMatchObject({ verdict: 'stop', wakes: [] });
    expect(await detail()).toMatchObject({ status: 'completed', accuracy: 0.8 });
    expect((await searchDetail(db.prisma, searchId)).counts).toMatchObject({ completed: 1 });
  });

  it('is accepted once when it arrives twice at the same time', async () => {
    const report = await completedReport(db, first);
    const answers = await Promise.all([1, 2, 3, 4].map(() => acceptReport(db, report)));
    expect(answers.filter((answer) => answer.wakes.length > 0)).toHaveLength(1);
  });

  it('of the reference settles S0 for its device class: what was scored before is scored again, and only then told', async () => {
    const other = { ...DEVICE, name: 'another CPU' };
    await acceptReport(db, await completedReport(db, first, { accuracy: 0.8, ms: 20, s0: 40 }));
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 0, proposed: 1 });
    await acceptReport(db, await completedReport(db, (await queuedRefs(db, searchId)).at(-1) as AttemptRef, { ms: 5, s0: 9, device: other }));
    const before = (await listCandidates(db.prisma, searchId, {})).items.map(({ reward }) => reward);

    await acceptReport(db, await completedReport(db, reference, { accuracy: 0.85, ms: 10, s0: 77 }));
    expect(await candidateDetail(db.prisma, reference.candidateId)).toMatchObject({ reward: 0.85, stepTimeMs: { median: 10 } });
    const { referenceStepTimes, referenceParams } = await searchDetail(db.prisma, searchId);
    expect(referenceStepTimes.map((row) => row.stepTimeMs.median).toSorted((a, b) => a - b)).toEqual([9, 10]);
    const [scored, elsewhere] = (await listCandidates(db.prisma, searchId, {})).items;
    expect(scored?.reward).toBeCloseTo(jointReward({ kind: 'joint', w: -0.07, v: -0.05 }, {
      accuracy: 0.8, stepTimeMs: 20, referenceStepTimeMs: 10, params: scored?.params ?? 0, referenceParams }), 12);
    expect(scored?.reward).not.toBe(before[0]);
    expect(elsewhere?.reward).toBe(before[1]);
    expect(await stepSearch(db, searchId)).toMatchObject({ told: 2 });
  });

  it('keeps the first reference step time of a device class and one for each class', async () => {
    await acceptReport(db, await completedReport(db, reference, { ms: 10, s0: 10 }));
    await acceptReport(db, await completedReport(db, first, { ms: 20, s0: 40 }));
    const { referenceStepTimes } = await searchDetail(db.prisma, searchId);
    expect(referenceStepTimes.map((row) => row.stepTimeMs.median)).toEqual([10]);
    await stepSearch(db, searchId);
    const [next] = await queuedRefs(db, searchId);
    if (!next) throw new Error('nothing asked');
    await acceptReport(db, await completedReport(db, next, { ms: 1, s0: 2, device: { ...DEVICE, name: 'another CPU' } }));
    const after = await searchDetail(db.prisma, searchId);
    expect(after.referenceStepTimes.map((row) => row.stepTimeMs.median).toSorted((a, b) => a - b)).toEqual([2, 10]);
  });

  it('is flagged when its calibration is far from the earlier ones of the device class', async () => {
    const refs = [reference, first];
    for (const calibrationMs of [3, 3.1, 2.9, 3.2, 4.5]) {
      const ref = refs.shift() ?? await nextRef();
      await acceptReport(db, await completedReport(db, ref, { calibrationMs }));
      await stepSearch(db, searchId);
    }
    const { items } = await listCandidates(db.prisma, searchId, {});
    expect(items.map(({ timingFlags }) => timingFlags)).toEqual([[], [], [], ['CALIBRATION_OFF']]);
  });

  it('records when everything happened', async () => {
    await acceptReport(db, started(first));
    await acceptReport(db, await completedReport(db, first));
    const [attempt] = (await detail()).attemptHistory;
    for (const moment of ['createdAt', 'startedAt', 'trainedAt', 'timedAt', 'reportedAt', 'acceptedAt'] as const) expect(attempt?.[moment]).toEqual(expect.any(String));
    expect((await detail()).curve).toHaveLength(1);
  });

  it('is not believed when the network had another size', async () => {
    const report = await completedReport(db, first);
    const wrong = { ...report, measurement: { ...report.measurement, params: report.measurement.params + 1 } };
    await acceptReport(db, wrong);
    const [attempt] = (await detail()).attemptHistory;
    expect(attempt).toMatchObject({ status: 'failed', failureReason: 'ERROR', failureMessage: expect.stringContaining('the architecture has') });
    // Nor in what it says of the reference.
    expect((await searchDetail(db.prisma, searchId)).referenceStepTimes).toEqual([]);
  });

  it('is refused under a wrong token, of an unknown candidate and after a cancel', async () => {
    const report = await completedReport(db, first);
    const ignored = { verdict: 'stop', wakes: [] };
    expect(await acceptReport(db, { ...report, ref: { ...first, token: randomUUID() } })).toMatchObject(ignored);
    expect(await acceptReport(db, { ...report, ref: { ...first, candidateId: randomUUID() } })).toMatchObject(ignored);
    expect(await acceptReport(db, { ...report, ref: { ...first, attempt: 2 } })).toMatchObject(ignored);
    await cancelSearch(db, searchId);
    expect(await acceptReport(db, report)).toMatchObject(ignored);
    expect(await detail()).toMatchObject({ status: 'cancelled', accuracy: null });
  });
});

describe('a failure', () => {
  it.each(['DIVERGED', 'OOM', 'TIMEOUT', 'INVALID'] as const)('with reason %s ends the candidate', async (reason) => {
    expect(await acceptReport(db, failedReport(first, reason))).toMatchObject({ wakes: [searchId] });
    expect(await detail()).toMatchObject({ status: 'failed', failureReason: reason, attempts: 1 });
    expect((await detail()).attemptHistory[0]?.logTail).toBe('the last lines');
  });

  it('with reason ERROR is tried again, a bounded number of times, each under a new token', async () => {
    const tokens = new Set<string>();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const ref = await current();
      tokens.add(ref.token);
      await acceptReport(db, failedReport(ref, 'ERROR'));
    }
    expect(tokens.size).toBe(MAX_ATTEMPTS);
    expect(await detail()).toMatchObject({ status: 'failed', failureReason: 'ERROR', attempts: MAX_ATTEMPTS, failureMessage: 'ended with ERROR (try 3)' });
  });

  it('of a lost worker is tried again, and the late report of the lost one is ignored', async () => {
    await acceptReport(db, started(first));
    const late = await completedReport(db, first, { accuracy: 0.1 });
    expect(await giveUpAttempt(db, first, { reason: 'LOST', message: 'silent' })).toBe(true);
    expect(await giveUpAttempt(db, first, { reason: 'LOST', message: 'silent' })).toBe(false);
    const second = await current();
    expect(second.attempt).toBe(2);
    expect(await acceptReport(db, late)).toMatchObject({ verdict: 'stop' });
    await acceptReport(db, await completedReport(db, second, { accuracy: 0.9 }));
    expect(await detail()).toMatchObject({ status: 'completed', accuracy: 0.9, attempts: 2 });
  });

  it('of a worker that gave the candidate back counts against nothing', async () => {
    for (let times = 0; times < MAX_ATTEMPTS + 1; times += 1) {
      const ref = await current();
      await acceptReport(db, started(ref));
      await acceptReport(db, { type: 'released', ref, workerId: 'worker-1' });
    }
    expect(await detail()).toMatchObject({ status: 'queued', attempts: MAX_ATTEMPTS + 2 });
  });
});

describe('a heartbeat', () => {
  it('renews the lease of the running attempt and shows its progress', async () => {
    await acceptReport(db, started(first));
    expect(await acceptReport(db, heartbeat(first))).toMatchObject({ verdict: 'continue' });
    expect(await detail()).toMatchObject({ status: 'running', workerId: 'worker-1', progress: { stepsDone: 3, stepsTotal: 9 } });
  });

  it('of an attempt that is no longer wanted is answered with stop', async () => {
    await acceptReport(db, started(first));
    await cancelSearch(db, searchId);
    expect(await acceptReport(db, heartbeat(first))).toMatchObject({ verdict: 'stop' });
    expect(await acceptReport(db, heartbeat(null))).toMatchObject({ verdict: 'continue' });
  });

  it('of a worker started anew gives up what its earlier process had begun', async () => {
    await acceptReport(db, started(first, 'worker-9'));
    const beat = heartbeat(null, { id: 'worker-9', pid: 2, startedAt: new Date(Date.now() + 1000).toISOString() });
    expect(await acceptReport(db, beat)).toMatchObject({ wakes: [searchId] });
    expect((await detail()).attemptHistory.map((attempt) => attempt.failureReason)).toEqual(['LOST', null]);
  });
});

describe('reports of one worker at the same time', () => {
  it('do not wait for each other in a circle', async () => {
    const deadlocks = async () => {
      const rows = await db.prisma.$queryRaw<{ deadlocks: bigint }[]>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
      return Number(rows[0]?.deadlocks);
    };
    const before = await deadlocks();
    for (let pair = 0; pair < 10; pair += 1) {
      const ref = await current();
      await acceptReport(db, started(ref));
      await Promise.all([acceptReport(db, heartbeat(ref)), acceptReport(db, failedReport(ref, pair < 2 ? 'ERROR' : 'OOM'))]);
      if (pair === 2) break;
    }
    expect(await detail()).toMatchObject({ status: 'failed', attempts: 3 });
    expect(await deadlocks()).toBe(before);
  });
});

describe('an evaluation', () => {
  it('is on the curve once, however often it arrives', async () => {
    await acceptReport(db, started(first));
    const point = { step: 4, epoch: 0.5, trainLoss: 2, validationLoss: 2, validationAccuracy: 0.4, seconds: 1 };
    await acceptReport(db, { type: 'evaluated', ref: first, point });
    await acceptReport(db, { type: 'evaluated', ref: first, point });
    expect((await detail()).curve).toEqual([point]);
  });
});
