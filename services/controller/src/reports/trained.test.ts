/** Reports of full trainings, behind the same fence as those of candidates. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttemptRef, ReportOf } from '@stride/contracts';
import { fullTrainingTask, MAX_ATTEMPTS } from '@stride/core';
import {
  cancelTraining, candidateDetail, createTrainings, listTrainings, queuedJobs, readEvents, searchDetail, trainedWeights, trainingDetail,
  waitingAttempts, type Database,
} from '@stride/storage';
import { stepSearch } from '../search-loop/step.js';
import {
  addSearch, completedReport, DEVICE, failedReport, openTestDatabase, queuedRefs, started, type TestDatabase,
} from '../testing/search-fixture.js';
import { acceptReport, giveUpAttempt } from './accept-report.js';

const lose = (ref: AttemptRef) => giveUpAttempt(db, ref, { reason: 'LOST', message: 'its worker is silent' });

let database: TestDatabase;
let db: Database;
let searchId: string;
let candidateId: string;
let trainingId: string;

const TASK = fullTrainingTask({ epochs: 2 });

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  searchId = await addSearch(db);
  await stepSearch(db, searchId);
  await stepSearch(db, searchId);
  for (const ref of await queuedRefs(db, searchId)) {
    await acceptReport(db, await completedReport(db, ref));
    if (ref.number === 1) candidateId = ref.candidateId;
  }
  const [training] = await createTrainings(db, searchId, [{ candidateId, task: TASK }]);
  trainingId = training?.id ?? '';
});

const detail = () => trainingDetail(db.prisma, trainingId);

/** The queued attempt at the training. */
async function current(): Promise<AttemptRef> {
  const queued = (await queuedJobs(db.prisma, { searchId })).find(({ job }) => job.kind === 'training');
  if (!queued) throw new Error('no training is queued');
  return queued.job.ref;
}

const point = (step: number) => ({ step, epoch: step / 10, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds: step });
const WEIGHTS = { key: 'trainings/x/attempt-1/weights.safetensors', bytes: 5, sha256: 'a'.repeat(64) };

function trainedReport(ref: AttemptRef, accuracy = 0.9): ReportOf<'trained'> {
  const now = new Date().toISOString();
  return {
    type: 'trained', ref, workerId: 'worker-1', curve: [point(10), point(20)], test: { accuracy, loss: 0.3, images: 100 }, weights: WEIGHTS,
    device: DEVICE, trainSeconds: 12, times: { startedAt: now, trainedAt: now, timedAt: null, reportedAt: now },
  };
}

it('is a job with everything that a worker needs', async () => {
  const jobs = await queuedJobs(db.prisma, { searchId, onlyNew: true });
  expect(jobs.at(-1)?.job).toMatchObject({
    kind: 'training', number: 1, dataset: 'synthetic', task: TASK, ref: { searchId, candidateId, trainingId, attempt: 1 },
    architecture: (await candidateDetail(db.prisma, candidateId)).architecture,
  });
  expect((await waitingAttempts(db.prisma, new Date(Date.now() + 1000))).map(({ ref }) => ref)).toContainEqual(await current());
});

describe('a trained report', () => {
  it('is accepted once, and changes nothing of the candidate and the search', async () => {
    const before = [await candidateDetail(db.prisma, candidateId), (await searchDetail(db.prisma, searchId)).counts];
    const ref = await current();
    expect(await acceptReport(db, started(ref))).toMatchObject({ verdict: 'continue' });
    await acceptReport(db, { type: 'evaluated', ref, point: point(10) });
    expect(await detail()).toMatchObject({ status: 'running', workerId: 'worker-1', curve: [point(10)] });
    expect(await acceptReport(db, trainedReport(ref))).toMatchObject({ verdict: 'continue', note: 'trained' });
    expect(await acceptReport(db, trainedReport(ref, 0.1))).toMatchObject({ verdict: 'stop' });
    expect(await detail()).toMatchObject({
      status: 'completed', test: { accuracy: 0.9, loss: 0.3, images: 100 }, weights: WEIGHTS, device: DEVICE, trainSeconds: 12, attempts: 1,
      curve: [point(10), point(20)], proxyAccuracy: 0.8,
    });
    expect(await trainedWeights(db.prisma, candidateId)).toEqual(WEIGHTS);
    expect([await candidateDetail(db.prisma, candidateId), (await searchDetail(db.prisma, searchId)).counts]).toEqual(before);
  });

  it('is told to everybody who listens', async () => {
    const ref = await current();
    await acceptReport(db, started(ref));
    await acceptReport(db, { type: 'evaluated', ref, point: point(10) });
    await acceptReport(db, trainedReport(ref));
    const events = await readEvents(db.prisma, { afterId: '0', limit: 1000, searchId });
    const told = events.filter(({ type }) => type.startsWith('training.'));
    expect(told.map(({ type }) => type)).toEqual(['training.updated', 'training.updated', 'training.evaluated', 'training.updated']);
    expect(told.at(-1)).toMatchObject({ data: { id: trainingId, status: 'completed', test: { accuracy: 0.9 } } });
  });

  it('is not taken for the result of a candidate, nor the other way round', async () => {
    const ref = await current();
    await acceptReport(db, started(ref));
    const { trainingId: _, ...candidateRef } = ref;
    expect(await acceptReport(db, { ...await completedReport(db, candidateRef), ref })).toMatchObject({ verdict: 'stop' });
    expect(await acceptReport(db, { ...trainedReport(ref), ref: candidateRef })).toMatchObject({ verdict: 'stop' });
    expect(await detail()).toMatchObject({ status: 'running' });
  });

  it('whose loss is no number is a failure that no other try would end better', async () => {
    const ref = await current();
    await acceptReport(db, { ...trainedReport(ref), test: { accuracy: 0.1, loss: NaN, images: 100 } });
    expect(await detail()).toMatchObject({ status: 'failed', failureReason: 'DIVERGED', attempts: 1, failureMessage: 'the loss on the test split is NaN' });
  });
});

describe('an attempt that fails', () => {
  it('for want of its worker is tried again, and no more than so often', async () => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const ref = await current();
      expect(ref.attempt).toBe(attempt);
      await acceptReport(db, started(ref));
      expect(await lose(ref)).toBe(true);
      expect(await acceptReport(db, trainedReport(ref))).toMatchObject({ verdict: 'stop' });
    }
    expect(await detail()).toMatchObject({ status: 'failed', failureReason: 'LOST', failureMessage: `its worker is silent (try ${MAX_ATTEMPTS})`, finishedAt: expect.any(String) });
    expect(await trainedWeights(db.prisma, candidateId)).toBeNull();
  });

  it('counts no more once a later one has come further', async () => {
    for (let attempt = 1; attempt < 3 * MAX_ATTEMPTS; attempt++) {
      const ref = await current();
      await acceptReport(db, started(ref));
      // Every other attempt reaches an evaluation that none has reached before it.
      await acceptReport(db, { type: 'evaluated', ref, point: point(10 * Math.ceil(attempt / 2)) });
      await lose(ref);
    }
    expect(await detail()).toMatchObject({ status: 'queued', attempts: 3 * MAX_ATTEMPTS });
    // The last two came no further than the one before them, which failed, too.
    await lose(await current());
    expect(await detail()).toMatchObject({ status: 'failed', failureReason: 'LOST' });
  });

  it('because it diverged is not tried again', async () => {
    const ref = await current();
    await acceptReport(db, { ...failedReport(ref, 'DIVERGED'), ref } as ReportOf<'failed'>);
    expect(await detail()).toMatchObject({ status: 'failed', failureReason: 'DIVERGED', attempts: 1 });
  });

  it('by being given back counts against nothing', async () => {
    const ref = await current();
    await acceptReport(db, started(ref));
    await acceptReport(db, { type: 'released', ref, workerId: 'worker-1' });
    expect(await detail()).toMatchObject({ status: 'queued', attempts: 2 });
  });
});

it('is told to stop once it was cancelled', async () => {
  const ref = await current();
  await acceptReport(db, started(ref));
  await cancelTraining(db, trainingId);
  expect(await acceptReport(db, { type: 'evaluated', ref, point: point(10) })).toMatchObject({ verdict: 'stop' });
  expect(await detail()).toMatchObject({ status: 'cancelled' });
  await expect(cancelTraining(db, trainingId)).rejects.toMatchObject({ code: 'TRAINING_STATE_CONFLICT', message: expect.stringContaining('is cancelled') });
});

describe('asking twice', () => {
  const ask = (epochs: number) => createTrainings(db, searchId, [{ candidateId, task: fullTrainingTask({ epochs }) }]).then(([training]) => training?.id);

  it('for the same training finds the first, at the same time too', async () => {
    expect(await Promise.all([ask(2), ask(2), ask(2)])).toEqual([trainingId, trainingId, trainingId]);
    await acceptReport(db, trainedReport(await current()));
    expect(await ask(2)).toBe(trainingId);
    expect(await ask(3)).not.toBe(trainingId);
    expect((await listTrainings(db.prisma, searchId)).items).toHaveLength(2);
  });

  it('tries one again that its workers failed, as the next attempt, which finds the checkpoints', async () => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) await lose(await current());
    expect(await detail()).toMatchObject({ status: 'failed', attempts: MAX_ATTEMPTS });
    expect(await ask(2)).toBe(trainingId);
    expect(await detail()).toMatchObject({ status: 'queued', attempts: MAX_ATTEMPTS + 1, failureReason: null, finishedAt: null });
  });

  it('makes another where the first has come to nothing', async () => {
    await cancelTraining(db, trainingId);
    expect(await ask(2)).not.toBe(trainingId);
  });
});

describe('rank correlation', () => {
  async function train(number: number, accuracy: number, epochs = 2): Promise<void> {
    const { id } = await db.prisma.candidate.findUniqueOrThrow({ where: { searchId_number: { searchId, number } } });
    await db.prisma.candidate.update({ where: { id }, data: { accuracy: number / 10 } });
    await createTrainings(db, searchId, [{ candidateId: id, task: fullTrainingTask({ epochs }) }]);
    const queued = (await queuedJobs(db.prisma, { searchId })).find(({ job }) => job.kind === 'training' && job.ref.candidateId === id);
    if (queued) await acceptReport(db, trainedReport(queued.job.ref, accuracy));
  }
  const correlation = async () => (await listTrainings(db.prisma, searchId)).rankCorrelation;

  beforeEach(async () => {
    for (let round = 0; round < 2; round++) {
      await stepSearch(db, searchId);
      for (const ref of await queuedRefs(db, searchId)) if (ref.trainingId === undefined) await acceptReport(db, await completedReport(db, ref));
    }
  });

  it('compares proxy accuracy with that of full training, once there are two', async () => {
    expect(await correlation()).toBeNull();
    await train(1, 0.8);
    expect(await correlation()).toBeNull();
    await train(2, 0.9);
    expect(await correlation()).toEqual({ tau: 1, k: 2 });
    await train(3, 0.7);
    expect(await correlation()).toEqual({ tau: expect.closeTo(-1 / 3, 12) as number, k: 3 });
  });

  it('takes those for alike that differ in nothing but the schedule, which follows the network', async () => {
    await train(1, 0.8);
    const { id } = await db.prisma.candidate.findUniqueOrThrow({ where: { searchId_number: { searchId, number: 2 } } });
    await db.prisma.candidate.update({ where: { id }, data: { accuracy: 0.9 } });
    const from = { imageSize: 20, magnitude: 0, mixup: 0, dropout: 0 };
    await createTrainings(db, searchId, [{ candidateId: id, task: { ...fullTrainingTask({ epochs: 2 }), progressive: { kind: 'linear', stages: 2, from } } }]);
    const queued = (await queuedJobs(db.prisma, { searchId })).find(({ job }) => job.kind === 'training');
    await acceptReport(db, trainedReport(queued?.job.ref as AttemptRef, 0.9));
    expect(await correlation()).toEqual({ tau: 1, k: 2 });
  });

  it('compares only what was trained alike, and of that the most', async () => {
    await train(1, 0.8);
    await train(2, 0.7);
    expect(await correlation()).toEqual({ tau: -1, k: 2 });
    await train(3, 0.99, 7);
    expect(await correlation()).toEqual({ tau: -1, k: 2 });
    await train(2, 0.7, 7);
    // As many, and more recent.
    expect(await correlation()).toEqual({ tau: 1, k: 2 });
  });
});
