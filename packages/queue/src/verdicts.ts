/** Waits for the value of a report's job: the controller's verdict. */
import { setTimeout as delay } from 'node:timers/promises';
import { VERDICTS, type Verdict } from '@stride/contracts';
import { QueueEvents, type IQueueBackend } from 'bullmq';
import { lazily, open, type QueueContext } from './context.js';
import type { QueueHandle } from './queue-handle.js';

/**
 * Events tell at once, but may be missed: before the first connection, around a lost one, and on PostgreSQL when two
 * are written at the same time. So the job itself is asked too, after this long and then more and more seldom.
 */
const FIRST_ASK_MS = 100;
const ASK_MS = 1_000;

export interface Verdicts {
  /**
   * Adds a job and waits for its verdict; null after `limitMs` from when it was added, or when the job failed. Rejects
   * when it could not be added.
   */
  ask(jobId: string, add: () => Promise<void>, limitMs: number): Promise<Verdict | null>;
  close(): Promise<void>;
}

type Events = QueueEvents<unknown, IQueueBackend>;

export function verdicts(context: QueueContext, queue: QueueHandle): Verdicts {
  const waiting = new Map<string, (verdict: Verdict | null) => void>();
  const events = lazily(async () => {
    const opened = await open<Events>(() => new QueueEvents(queue.name, { connection: {}, prefix: context.backend.prefix, autorun: false }, context.backend.factory), context, queue.name);
    opened.on('completed', ({ jobId, returnvalue }) => waiting.get(jobId)?.(asVerdict(returnvalue)));
    opened.on('failed', ({ jobId }) => waiting.get(jobId)?.(null));
    void consume(context, opened, queue.name);
    return opened;
  });
  return {
    ask: async (jobId, add, limitMs) => {
      void events.get();
      const answer = new Promise<Verdict | null>((resolve) => { waiting.set(jobId, resolve); });
      const stop = new AbortController();
      const onClosed = () => stop.abort();
      context.closed.addEventListener('abort', onClosed);
      const { signal } = stop;
      try {
        await add();
        const late = delay(limitMs, null, { signal }).catch(() => null);
        return await Promise.race([answer, askRepeatedly(queue, jobId, signal), late]);
      } finally {
        stop.abort();
        context.closed.removeEventListener('abort', onClosed);
        waiting.delete(jobId);
      }
    },
    close: async () => { await (await events.made()?.catch(() => undefined))?.close(); },
  };
}

/** Reads the events until they close; begins again when that fails. */
async function consume(context: QueueContext, events: Events, where: string): Promise<void> {
  while (!context.closed.aborted) {
    await events.run().catch((error: Error) => context.onError(error, where));
    await delay(ASK_MS, undefined, { signal: context.closed }).catch(() => {});
  }
}

async function askRepeatedly(queue: QueueHandle, jobId: string, signal: AbortSignal): Promise<Verdict | null> {
  for (let pause = FIRST_ASK_MS; !signal.aborted; pause = Math.min(2 * pause, ASK_MS)) {
    await delay(pause, undefined, { signal }).catch(() => {});
    const job = signal.aborted ? undefined : await queue.find(jobId).catch(() => undefined);
    if (job?.finishedOn !== undefined) return asVerdict(job.returnvalue);
  }
  return null;
}

function asVerdict(value: unknown): Verdict | null {
  return VERDICTS.find((verdict) => verdict === value) ?? null;
}
