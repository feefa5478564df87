/** Takes jobs from a queue, one BullMQ worker each. */
import { setTimeout as delay } from 'node:timers/promises';
import { StrideError } from '@stride/core';
import { UnrecoverableError, Worker, type BackoffStrategy, type IQueueBackend, type Job } from 'bullmq';
import { open, type QueueContext } from './context.js';

export interface Consumer {
  /** Resolves when jobs are being taken. Rejects when closed before that. */
  readonly ready: Promise<void>;
  /**
   * Takes no more jobs and returns when those at hand are done. With `force`, their signals fire, and those that go on
   * for more than some seconds are given up: their lock expires. Does not wait for a datastore that is away for longer
   * than that either.
   */
  close(force?: boolean): Promise<void>;
}

export interface ReceivedJob {
  readonly data: unknown;
  /** When it was queued, in ms since 1970, by the sender's clock. */
  readonly timestamp: number;
}

export interface ConsumerOptions {
  readonly queue: string;
  /** Shown with the jobs it takes. */
  readonly name?: string | undefined;
  /** Jobs at once. */
  readonly concurrency: number;
  readonly lockMs: number;
  /** How many times a job whose worker died is handed to another. */
  readonly redeliveries: number;
  readonly backoff?: BackoffStrategy;
  /** Its result is the job's value. */
  process(job: ReceivedJob, signal: AbortSignal): Promise<unknown>;
}

type AnyWorker = Worker<unknown, unknown, string, IQueueBackend>;

/** How long a forced close waits for handlers whose signal has fired. */
const FORCE_MS = 5_000;
/** How long a close waits, when the handlers are done, for a datastore that is away to hear of it. */
const CLOSE_MS = 5_000;
/** Pause before asking again for a job when the datastore refuses connections. */
const RETRY_MS = 500;

export function startConsumer(context: QueueContext, options: ConsumerOptions): Consumer {
  const closing = new AbortController();
  const forced = new AbortController();
  const active = new Set<Promise<unknown>>();
  const opening = AbortSignal.any([closing.signal, context.closed]);

  const handle = (job: Job<unknown, unknown, string>) => {
    const work = options.process(job, forced.signal);
    const done = work.catch(() => {}).finally(() => active.delete(done));
    active.add(done);
    return work;
  };
  const started = open(() => makeWorker(context, options, handle), context, options.queue, opening).then((worker) => {
    worker.run().catch((error: Error) => context.onError(error, options.queue));
    return worker;
  });
  const ready = started.then(() => {});
  ready.catch(() => {});

  const settled = async () => { while (active.size > 0) await Promise.all(active); };
  let closed: Promise<void> | undefined;
  const close = async (force: boolean) => {
    closing.abort();
    const worker = await started.catch(() => undefined);
    if (worker === undefined) return;
    if (force) {
      forced.abort();
      await Promise.race([settled(), delay(FORCE_MS, undefined, { ref: false })]);
    }
    const ended = worker.close(force && active.size > 0);
    ended.catch((error: Error) => context.onError(error, options.queue));
    if (!force) await settled();
    await Promise.race([ended, delay(CLOSE_MS, undefined, { ref: false })]);
  };
  return { ready, close: (force = false) => (closed ??= close(force)) };
}

function makeWorker(context: QueueContext, options: ConsumerOptions, handle: (job: Job<unknown, unknown, string>) => Promise<unknown>): AnyWorker {
  const worker: AnyWorker = new Worker<unknown, unknown, string, IQueueBackend>(options.queue, handle, {
    connection: {},
    prefix: context.backend.prefix,
    autorun: false,
    concurrency: options.concurrency,
    lockDuration: options.lockMs,
    stalledInterval: context.timing.stalledCheckMs,
    maxStalledCount: options.redeliveries,
    runRetryDelay: RETRY_MS,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.backoff === undefined ? {} : { settings: { backoffStrategy: options.backoff } }),
  }, context.backend.factory);
  worker.on('failed', (_, error) => context.onError(error, options.queue));
  return worker;
}

/** An invalid message stays invalid: no use in trying again, however many attempts its sender gave it. */
export function refuseInvalid<T>(check: (data: unknown) => T, data: unknown): T {
  try {
    return check(data);
  } catch (error) {
    if (error instanceof StrideError) throw new UnrecoverableError(error.message);
    throw error;
  }
}
