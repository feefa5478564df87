/** A queue as its producers see it, opened at its first use. */
import { Queue, type IQueueBackend, type Job, type JobsOptions } from 'bullmq';
import { lazily, open, patiently, type QueueContext } from './context.js';

export interface QueueCounts {
  /** Ready to be taken. */
  readonly waiting: number;
  /** Being handled. */
  readonly active: number;
  /** To be tried again later. */
  readonly delayed: number;
  /** Done, and still remembered. */
  readonly completed: number;
  readonly failed: number;
}

export interface QueueHandle {
  readonly name: string;
  /** Adds a job unless one with this id is known. @throws StrideError QUEUE_UNAVAILABLE */
  add(id: string, data: unknown, options: JobsOptions): Promise<void>;
  /** @throws StrideError QUEUE_UNAVAILABLE */
  find(id: string): Promise<Job | undefined>;
  /** waiting, prioritized, active, delayed, completed, failed or unknown. @throws StrideError QUEUE_UNAVAILABLE */
  state(id: string): Promise<string>;
  /** Removes a job that nobody has taken. @throws StrideError QUEUE_UNAVAILABLE */
  remove(id: string): Promise<boolean>;
  /** @throws StrideError QUEUE_UNAVAILABLE */
  counts(limitMs?: number): Promise<QueueCounts>;
  close(): Promise<void>;
}

/** Only whoever waits for a verdict reads events, and only new ones. */
const EVENTS_KEPT = 1_000;

type AnyQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;

export function queueHandle(context: QueueContext, name: string): QueueHandle {
  const queue = lazily<AnyQueue>(() => open(() => new Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>(
    name, { connection: {}, prefix: context.backend.prefix, streams: { events: { maxLen: EVENTS_KEPT } } }, context.backend.factory), context, name));
  const ask = <T>(question: (queue: AnyQueue) => Promise<T>, limitMs?: number) =>
    patiently(context, name, async () => question(await queue.get()), limitMs);
  return {
    name,
    add: async (jobId, data, options) => { await ask((q) => q.add(name, data, { ...options, jobId })); },
    find: (id) => ask(async (q) => (await q.getJob(id)) as Job | undefined),
    state: (id) => ask((q) => q.getJobState(id)),
    // Redis says that it removed a job which it never had.
    remove: (id) => ask(async (q) => (await q.getJobState(id)) !== 'unknown' && (await q.remove(id)) === 1),
    counts: (limitMs) => ask(async (q) => {
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, completed = 0, failed = 0 } =
        await q.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'completed', 'failed');
      return { waiting: waiting + prioritized, active, delayed, completed, failed };
    }, limitMs),
    close: async () => { await (await queue.made()?.catch(() => undefined))?.close(); },
  };
}
