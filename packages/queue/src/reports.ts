/** The queue of reports, from the workers to the controllers. */
import { randomUUID } from 'node:crypto';
import { storable, type Report, type Verdict } from '@stride/contracts';
import type { JobsOptions } from 'bullmq';
import { refuseInvalid, startConsumer, type Consumer } from './consumer.js';
import type { QueueContext } from './context.js';
import { checkReport } from './messages.js';
import { queueHandle, type QueueCounts } from './queue-handle.js';
import { verdicts } from './verdicts.js';

const QUEUE = 'reports';
const MAX_BACKOFF_MS = 10_000;
/** Fits the integers of either datastore. */
const UNLIMITED = 1_000_000;

/** A report is worth trying until a controller takes it. Done ones are kept long enough for their verdict to be read. */
const JOB_OPTIONS: JobsOptions = {
  attempts: UNLIMITED, backoff: { type: 'custom' }, stackTraceLimit: 1, removeOnComplete: 1_000, removeOnFail: 1_000,
};

export interface SendOptions {
  /** Wait for the verdict, for this long after the report was queued. */
  readonly waitForVerdictMs?: number;
}

export type ReportHandler = (report: Report, context: {
  /** When the report was queued, by the sender's clock: long ago, when no controller ran. */
  readonly queuedAt: Date;
}) => Promise<Verdict>;

export interface ReportQueue {
  /**
   * Queues a report; resolves once the datastore has it. The verdict is null when it was not asked for, or did not come
   * in time, or the report was refused.
   * @throws StrideError QUEUE_MESSAGE_INVALID, QUEUE_UNAVAILABLE
   */
  send(report: Report, options?: SendOptions): Promise<Verdict | null>;
  /**
   * Takes reports, oldest first; its result is the verdict. A report may be delivered again: when the handler rejects
   * (after a pause that grows to 10 s), or its process dies, or the datastore is lost before it could be told. With a
   * concurrency above 1, or several controllers, reports of one worker may overlap.
   */
  accept(handler: ReportHandler, options?: { readonly concurrency?: number }): Consumer;
  counts(limitMs?: number): Promise<QueueCounts>;
  close(): Promise<void>;
}

export function reportQueue(context: QueueContext): ReportQueue {
  const queue = queueHandle(context, QUEUE);
  const waiting = verdicts(context, queue);
  return {
    send: async (report, { waitForVerdictMs } = {}) => {
      const checked = checkReport(storable(report));
      const id = randomUUID();
      const add = () => queue.add(id, checked, JOB_OPTIONS);
      if (waitForVerdictMs !== undefined) return waiting.ask(id, add, waitForVerdictMs);
      await add();
      return null;
    },
    accept: (handler, options = {}) => startConsumer(context, {
      queue: QUEUE,
      concurrency: options.concurrency ?? 1,
      lockMs: context.timing.reportLockMs,
      redeliveries: UNLIMITED,
      backoff: (attempt = 1) => Math.min(100 * 2 ** (attempt - 1), MAX_BACKOFF_MS),
      process: async ({ data, timestamp }) => handler(refuseInvalid(checkReport, data), { queuedAt: new Date(timestamp) }),
    }),
    counts: queue.counts,
    close: async () => {
      await waiting.close();
      await queue.close();
    },
  };
}
