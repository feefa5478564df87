/** One suite for both datastores. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Job, Report } from '@stride/contracts';
import { createQueues, type Queues, type QueuesConfig } from './queues.js';
import { Inbox, promise } from './testing/inbox.js';
import { attemptRef, candidateJob, evaluatedReport, stepOf } from './testing/messages.js';
import { addRaw, takeAndDie } from './testing/outside.js';
import { TEST_BACKENDS, type TestBackend } from './testing/test-backends.js';

/** The processes of a killed PostgreSQL may answer once more. */
async function untilUnavailable(queues: Queues): Promise<void> {
  for (;;) {
    const error: unknown = await queues.ping().catch((thrown: unknown) => thrown);
    if (error === undefined) continue;
    expect(error).toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    return;
  }
}

describe.each(TEST_BACKENDS)('on $kind', ({ kind, startBackend }) => {
  let backend: TestBackend;
  const opened: Queues[] = [];
  let count = 0;

  beforeAll(async () => { backend = await startBackend(); });
  afterAll(async () => { await backend?.remove(); });
  afterEach(async () => { await Promise.all(opened.splice(0).map((queues) => queues.close())); });

  /** Queues of their own for each test; several processes share them by one prefix. */
  function fresh(): string {
    count += 1;
    return `test_${count}`;
  }
  function queuesOf(prefix: string, config: Partial<QueuesConfig> = {}): Queues {
    const queues = createQueues({ ...backend.config, prefix, ...config });
    opened.push(queues);
    return queues;
  }

  test('a job reaches one worker, and is known afterwards', async () => {
    const prefix = fresh();
    const producer = queuesOf(prefix);
    const job = candidateJob(7);
    expect(producer.backend).toBe(kind);
    expect(await producer.candidates.has(job.ref)).toBe(false);
    await producer.candidates.submit(job);
    expect(await producer.candidates.has(job.ref)).toBe(true);
    expect(await producer.candidates.state(job.ref)).toBe('waiting');
    const got = new Inbox<Job>();
    const consumer = queuesOf(prefix).candidates.work(async (received) => got.add(received));
    expect(await got.take(1)).toEqual([job]);
    await consumer.close();
    expect(await producer.candidates.state(job.ref)).toBe('finished');
    expect(await producer.candidates.has(job.ref)).toBe(true);
    expect(got.items).toHaveLength(1);
  });

  test('a job submitted again does not run again, whatever its state', async () => {
    const queues = queuesOf(fresh());
    const first = candidateJob(1);
    const second = candidateJob(2);
    await Promise.all([queues.candidates.submit(first), queues.candidates.submit(first)]);
    const got = new Inbox<number>();
    const consumer = queues.candidates.work(async (job) => got.add(job.number));
    await got.take(1);
    await queues.candidates.submit(first);
    await queues.candidates.submit(second);
    await got.take(2);
    await queues.candidates.submit(first);
    await consumer.close();
    expect(got.items).toEqual([1, 2]);
    expect((await queues.counts()).candidates).toMatchObject({ waiting: 0, active: 0, completed: 2 });
  });

  test('a new attempt at a candidate is another job', async () => {
    const queues = queuesOf(fresh());
    const job = candidateJob(1);
    await queues.candidates.submit(job);
    await queues.candidates.submit({ ...job, ref: { ...job.ref, attempt: 2 } });
    expect((await queues.counts()).candidates.waiting).toBe(2);
  });

  test('jobs are taken oldest first, one at a time', async () => {
    const queues = queuesOf(fresh());
    for (let number = 0; number < 10; number += 1) await queues.candidates.submit(candidateJob(number));
    const got = new Inbox<number>();
    let active = 0;
    let most = 0;
    const consumer = queues.candidates.work(async (job) => {
      active += 1;
      most = Math.max(most, active);
      await Promise.resolve();
      got.add(job.number);
      active -= 1;
    });
    expect(await got.take(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(most).toBe(1);
    await consumer.close();
  });

  test('a waiting job can be removed, one at work cannot', async () => {
    const queues = queuesOf(fresh());
    const [atWork, waiting] = [candidateJob(1), candidateJob(2)];
    const started = new Inbox<number>();
    const gate = promise();
    await queues.candidates.submit(atWork);
    const consumer = queues.candidates.work(async (job) => { started.add(job.number); await gate.done; });
    await started.take(1);
    await queues.candidates.submit(waiting);
    expect(await queues.candidates.remove(atWork.ref)).toBe(false);
    expect(await queues.candidates.remove(waiting.ref)).toBe(true);
    expect(await queues.candidates.remove(attemptRef())).toBe(false);
    expect(await queues.candidates.has(waiting.ref)).toBe(false);
    gate.resolve();
    await consumer.close();
    expect(started.items).toEqual([1]);
  });

  test('a handler that rejects finishes the job and is told', async () => {
    const errors: string[] = [];
    const queues = queuesOf(fresh(), { onError: (error) => errors.push(error.message) });
    const job = candidateJob();
    const started = new Inbox<number>();
    const consumer = queues.candidates.work(async ({ number }) => { started.add(number); throw new Error('no such device'); });
    await queues.candidates.submit(job);
    await started.take(1);
    await consumer.close();
    expect(await queues.candidates.state(job.ref)).toBe('finished');
    expect(started.items).toHaveLength(1);
    expect(errors).toContain('no such device');
  });

  test('close waits for the job at hand; by force its signal fires', async () => {
    const queues = queuesOf(fresh());
    const started = new Inbox<number>();
    const gate = promise();
    const patient = queues.candidates.work(async ({ number }) => { started.add(number); await gate.done; });
    await queues.candidates.submit(candidateJob(1));
    await started.take(1);
    let closed = false;
    const closing = patient.close().then(() => { closed = true; });
    await queues.ping();
    expect(closed).toBe(false);
    gate.resolve();
    await closing;

    const job = candidateJob(2);
    const forced = queues.candidates.work(({ number }, { signal }) => new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
      started.add(number);
    }));
    await queues.candidates.submit(job);
    await started.take(2);
    await forced.close(true);
    expect(await queues.candidates.state(job.ref)).toBe('finished');
  });

  test('a job whose worker died is not run again', async () => {
    const prefix = fresh();
    const timing = { candidateLockMs: 300, stalledCheckMs: 100 };
    const errors = new Inbox<string>();
    const producer = queuesOf(prefix);
    const job = candidateJob(1);
    await producer.candidates.submit(job);
    const dead = await takeAndDie(backend.config, prefix, 'candidates');
    expect(dead).toEqual(job);
    expect(await producer.candidates.state(job.ref)).toBe('active');
    const got = new Inbox<number>();
    const consumer = queuesOf(prefix, { timing, onError: (error) => errors.add(error.message) })
      .candidates.work(async ({ number }) => got.add(number));
    await errors.until((messages) => messages.some((message) => /stalled/.test(message)));
    await producer.candidates.submit(candidateJob(2));
    expect(await got.take(1)).toEqual([2]);
    await consumer.close();
    expect(await producer.candidates.state(job.ref)).toBe('finished');
  });

  test('a report gets the verdict of the controller, and does not wait for it unasked', async () => {
    const prefix = fresh();
    const worker = queuesOf(prefix);
    const got = new Inbox<Report>();
    const consumer = queuesOf(prefix).reports.accept(async (report) => {
      got.add(report);
      return stepOf(report) < 3 ? 'continue' : stepOf(report) === 3 ? 'stop' : 'prune';
    });
    const report = evaluatedReport(1);
    expect(await worker.reports.send(report, { waitForVerdictMs: 20_000 })).toBe('continue');
    expect(await worker.reports.send(evaluatedReport(2))).toBeNull();
    expect(await worker.reports.send(evaluatedReport(3), { waitForVerdictMs: 20_000 })).toBe('stop');
    expect(await worker.reports.send(evaluatedReport(4), { waitForVerdictMs: 20_000 })).toBe('prune');
    expect(got.items[0]).toEqual(report);
    expect(got.items.map(stepOf)).toEqual([1, 2, 3, 4]);
    await consumer.close();
  });

  test('without a controller there is no verdict, and the report waits for one', async () => {
    const queues = queuesOf(fresh());
    expect(await queues.reports.send(evaluatedReport(1), { waitForVerdictMs: 50 })).toBeNull();
    const got = new Inbox<number>();
    let queuedAt: Date | undefined;
    const before = new Date();
    const consumer = queues.reports.accept(async (report, context) => {
      ({ queuedAt } = context);
      got.add(stepOf(report));
      return 'continue';
    });
    expect(await got.take(1)).toEqual([1]);
    expect(queuedAt?.getTime()).toBeLessThanOrEqual(before.getTime());
    await consumer.close();
  });

  test('reports come in order', async () => {
    const queues = queuesOf(fresh());
    const steps = Array.from({ length: 20 }, (_, step) => step);
    for (const step of steps) await queues.reports.send(evaluatedReport(step));
    const got = new Inbox<number>();
    const consumer = queues.reports.accept(async (report) => { got.add(stepOf(report)); return 'continue'; });
    expect(await got.take(steps.length)).toEqual(steps);
    await consumer.close();
  });

  test('a report whose handler rejects comes again, and its verdict still arrives', async () => {
    const errors: string[] = [];
    const queues = queuesOf(fresh(), { onError: (error) => errors.push(error.message) });
    let tries = 0;
    const consumer = queues.reports.accept(async () => {
      tries += 1;
      if (tries < 4) throw new Error('the database is away');
      return 'stop';
    });
    expect(await queues.reports.send(evaluatedReport(1), { waitForVerdictMs: 30_000 })).toBe('stop');
    expect(tries).toBe(4);
    expect(errors).toContain('the database is away');
    await consumer.close();
  });

  test('a report whose controller died comes to the next one, more than once if need be', async () => {
    const prefix = fresh();
    const timing = { reportLockMs: 300, stalledCheckMs: 100 };
    const worker = queuesOf(prefix);
    const answer = worker.reports.send(evaluatedReport(5), { waitForVerdictMs: 60_000 });
    for (let death = 0; death < 2; death += 1) {
      expect(await takeAndDie(backend.config, prefix, 'reports')).toMatchObject({ point: { step: 5 } });
    }
    const consumer = queuesOf(prefix, { timing }).reports.accept(async (report) => (stepOf(report) === 5 ? 'stop' : 'continue'));
    expect(await answer).toBe('stop');
    await consumer.close();
  });

  test('an invalid message is refused by the sender, naming what is wrong', async () => {
    const queues = queuesOf(fresh());
    const job = candidateJob();
    const invalid = { ...job, ref: { ...job.ref, candidateId: 'twelve' } };
    await expect(queues.candidates.submit(invalid)).rejects.toMatchObject({
      code: 'QUEUE_MESSAGE_INVALID', message: expect.stringMatching(/\/ref\/candidateId .*uuid.*found twelve/),
    });
    const diverged = evaluatedReport(1);
    await expect(queues.reports.send({ ...diverged, point: { ...diverged.point, trainLoss: Number.NaN } }))
      .rejects.toMatchObject({ code: 'QUEUE_MESSAGE_INVALID', message: expect.stringContaining('/point/trainLoss') });
    await expect(queues.reports.send({ type: 'gossip' } as never)).rejects.toMatchObject({ code: 'QUEUE_MESSAGE_INVALID' });
    expect((await queues.counts()).candidates.waiting).toBe(0);
  });

  test('an invalid message in the queue is refused by the receiver, once', async () => {
    const prefix = fresh();
    const errors = new Inbox<string>();
    const queues = queuesOf(prefix, { onError: (error) => errors.add(error.message) });
    await addRaw(backend.config, prefix, 'reports', { type: 'evaluated', hello: 'world' });
    await addRaw(backend.config, prefix, 'candidates', { kind: 'candidate', hello: 'world' });
    const handled: unknown[] = [];
    const controller = queues.reports.accept(async (report) => { handled.push(report); return 'continue'; });
    const worker = queues.candidates.work(async (job) => { handled.push(job); });
    const [one, other] = await errors.take(2);
    expect([one, other].sort()).toEqual([expect.stringContaining('The candidate job is not valid'), expect.stringContaining('The evaluated report is not valid')]);
    expect(await queues.reports.send(evaluatedReport(1), { waitForVerdictMs: 20_000 })).toBe('continue');
    await Promise.all([controller.close(), worker.close()]);
    expect(handled).toHaveLength(1);
    expect(errors.items).toHaveLength(2);
    expect(await queues.counts()).toMatchObject({
      reports: { failed: 1, delayed: 0, waiting: 0 }, candidates: { failed: 1, delayed: 0, waiting: 0 },
    });
  });

  test('text that PostgreSQL cannot hold arrives with replacement characters', async () => {
    const queues = queuesOf(fresh());
    const got = new Inbox<Report>();
    const consumer = queues.reports.accept(async (report) => { got.add(report); return 'continue'; });
    const times = { startedAt: new Date().toISOString(), trainedAt: null, timedAt: null, reportedAt: new Date().toISOString() };
    await queues.reports.send({ type: 'failed', ref: attemptRef(), workerId: 'w', reason: 'ERROR', message: 'a\0b', logTail: 'x\udc00y \\u0000 😀', times });
    const [report] = await got.take(1);
    expect(report).toMatchObject({ message: 'a\ufffdb', logTail: 'x\ufffdy \\u0000 😀' });
    await consumer.close();
  });

  test('ping and counts answer; closed queues say so', async () => {
    const queues = queuesOf(fresh());
    await queues.ping();
    await queues.reports.send(evaluatedReport(1));
    expect((await queues.counts()).reports).toEqual({ waiting: 1, active: 0, delayed: 0, completed: 0, failed: 0 });
    await queues.close();
    await expect(queues.reports.send(evaluatedReport(1))).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    await expect(queues.ping()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });

  describe.each([{ how: 'restarts', hard: false }, { how: 'is killed and starts again', hard: true }])('when the server $how', ({ hard }) => {
    test('nothing is lost: what waited, what was sent meanwhile, who listened', async () => {
      const prefix = fresh();
      const worker = queuesOf(prefix, { timing: { candidateLockMs: 2_000, reportLockMs: 1_000, stalledCheckMs: 500 } });
      const controller = queuesOf(prefix, { timing: { candidateLockMs: 2_000, reportLockMs: 1_000, stalledCheckMs: 500 } });
      const reports = new Inbox<number>();
      const accepting = controller.reports.accept(async (report) => { reports.add(stepOf(report)); return 'continue'; });
      await accepting.ready;
      expect(await worker.reports.send(evaluatedReport(0), { waitForVerdictMs: 20_000 })).toBe('continue');
      await controller.candidates.submit(candidateJob(1));

      await backend.stop(hard);
      await untilUnavailable(controller);
      const meanwhile = [worker.reports.send(evaluatedReport(1), { waitForVerdictMs: 30_000 }), controller.candidates.submit(candidateJob(2))];
      await backend.start();
      await Promise.all(meanwhile);

      await controller.ping();
      const jobs = new Inbox<number>();
      const working = worker.candidates.work(async (job) => jobs.add(job.number));
      expect((await jobs.take(2)).sort()).toEqual([1, 2]);
      expect(await worker.reports.send(evaluatedReport(2), { waitForVerdictMs: 30_000 })).toBe('continue');
      expect([...new Set(reports.items)]).toEqual([0, 1, 2]);
      await Promise.all([accepting.close(), working.close()]);
    });

    test('a job at work goes on, and its report gets through', async () => {
      const prefix = fresh();
      const queues = queuesOf(prefix);
      const started = new Inbox<number>();
      const gate = promise();
      const working = queues.candidates.work(async (job) => {
        started.add(job.number);
        await gate.done;
        await queues.reports.send(evaluatedReport(9));
      });
      const job = candidateJob(1);
      await queues.candidates.submit(job);
      await started.take(1);
      await backend.stop(hard);
      gate.resolve();
      await backend.start();
      const reports = new Inbox<number>();
      const accepting = queues.reports.accept(async (report) => { reports.add(stepOf(report)); return 'continue'; });
      await reports.take(1);
      await Promise.all([accepting.close(), working.close()]);
      expect(new Set(reports.items)).toEqual(new Set([9]));
      expect(started.items).toEqual([1]);
    });
  });

  test('everything can be closed while the server is away', async () => {
    const prefix = fresh();
    const queues = queuesOf(prefix);
    const late = queuesOf(prefix);
    const started = new Inbox<number>();
    const gate = promise();
    const busy = queues.candidates.work(async (job) => { started.add(job.number); await gate.done; });
    const idle = queues.reports.accept(async () => 'continue');
    await queues.candidates.submit(candidateJob(1));
    await queues.reports.send(evaluatedReport(1), { waitForVerdictMs: 20_000 });
    await started.take(1);
    await backend.stop(false);
    const sent = [queues, late].map((each) => each.reports.send(evaluatedReport(2), { waitForVerdictMs: 20_000 }));
    const refused = sent.map((each) => expect(each).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' }));
    gate.resolve();
    await Promise.all([busy.close(), idle.close(true)]);
    await Promise.all([queues.close(), late.close()]);
    await Promise.all(refused);
    await backend.start();
  });

  test('queues made while the server is away work once it is back, and can be closed before', async () => {
    const prefix = fresh();
    await backend.stop(false);
    const given = queuesOf(prefix, { timing: { patienceMs: 300 } });
    await expect(given.candidates.submit(candidateJob(1))).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    const abandoned = given.candidates.work(async () => {});
    await abandoned.close();
    await given.close();

    const queues = queuesOf(prefix);
    const got = new Inbox<number>();
    const consumer = queues.candidates.work(async (job) => got.add(job.number));
    const verdict = queues.reports.send(evaluatedReport(1), { waitForVerdictMs: 30_000 });
    const accepting = queues.reports.accept(async () => 'stop');
    const submitted = queues.candidates.submit(candidateJob(2));
    await backend.start();
    await submitted;
    await got.until((numbers) => numbers.includes(2));
    expect(await verdict).toBe('stop');
    await Promise.all([consumer.close(), accepting.close()]);
  });
});
