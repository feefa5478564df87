/** What all queues of one `createQueues` share, and how they open BullMQ's objects. */
import { setTimeout as delay } from 'node:timers/promises';
import { StrideError } from '@stride/core';
import type { Backend, ErrorListener } from './backends/backend.js';

export interface QueueTiming {
  /** A worker that does not renew its lock for this long has died; candidates. Default 30,000. */
  readonly candidateLockMs: number;
  /** The same for a controller and its report. Default 10,000. */
  readonly reportLockMs: number;
  /** How often expired locks are looked for. Default 5,000. */
  readonly stalledCheckMs: number;
  /** How long `submit` and `send` try to reach the datastore. Default 30,000. */
  readonly patienceMs: number;
}

export const DEFAULT_TIMING: QueueTiming = {
  candidateLockMs: 30_000, reportLockMs: 10_000, stalledCheckMs: 5_000, patienceMs: 30_000,
};

export interface QueueContext {
  readonly backend: Backend;
  readonly timing: QueueTiming;
  /** Fires when the queues close. */
  readonly closed: AbortSignal;
  readonly onError: ErrorListener;
}

const RETRY_MS = 250;
const GIVE_UP_MS = 500;

interface Openable {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Makes a BullMQ object and waits until it is connected, for as long as it takes: one that was made while PostgreSQL
 * is down stays broken for ever, so a new one is made each time.
 * @throws StrideError QUEUE_UNAVAILABLE when the signal fires first.
 */
export async function open<T extends Openable>(make: () => T, context: QueueContext, where: string, signal = context.closed): Promise<T> {
  while (!signal.aborted) {
    const made = make();
    made.on('error', (error) => context.onError(error, where));
    try {
      await within(made.waitUntilReady(), signal);
      return made;
    } catch (error) {
      // What never connected may not know how to close; the backend ends its connections.
      await Promise.race([made.close().catch(() => {}), delay(GIVE_UP_MS, undefined, { ref: false })]);
      if (!signal.aborted) context.onError(error as Error, where);
      await delay(RETRY_MS, undefined, { signal }).catch(() => {});
    }
  }
  throw closedError(where);
}

/**
 * Repeats an operation until it succeeds, for `limitMs` at most; so it must be one that can be repeated. A
 * connection that was lost is normal: a restarting server is back in seconds.
 * @throws StrideError QUEUE_UNAVAILABLE
 */
export async function patiently<T>(
  context: QueueContext, where: string, operation: () => Promise<T>, limitMs: number = context.timing.patienceMs,
): Promise<T> {
  const { closed } = context;
  const deadline = performance.now() + limitMs;
  let last: unknown;
  for (let left = limitMs; left > 0 && !closed.aborted; left = deadline - performance.now()) {
    try {
      return await within(operation(), closed, left);
    } catch (error) {
      if (error instanceof StrideError) throw error;
      last = error;
    }
    await delay(Math.min(RETRY_MS, left), undefined, { signal: closed }).catch(() => {});
  }
  if (closed.aborted) throw closedError(where);
  const reason = last instanceof Error ? `: ${last.message}` : '';
  throw new StrideError('QUEUE_UNAVAILABLE',
    `The queue ${where} on ${context.backend.kind} did not answer within ${limitMs / 1000} s${reason}.`, { cause: last });
}

function closedError(where: string): StrideError {
  return new StrideError('QUEUE_UNAVAILABLE', `The queue ${where} was closed.`);
}

/**
 * Rejects when the signal fires, or the time is up, before the work is done. Leaves nothing on the signal, which lives as
 * long as the queues (as AbortSignal.any would).
 */
async function within<T>(work: Promise<T>, signal: AbortSignal, limitMs?: number): Promise<T> {
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('closed'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
    if (limitMs !== undefined) timer = setTimeout(() => reject(new Error('no answer')), limitMs);
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Makes a thing at its first use; once for all callers. */
export function lazily<T>(make: () => Promise<T>): { get(): Promise<T>; made(): Promise<T> | undefined } {
  let made: Promise<T> | undefined;
  return {
    get: () => {
      if (made === undefined) {
        made = make();
        // Whoever waits for it sees the rejection; nobody may be waiting when the queues close.
        made.catch(() => {});
      }
      return made;
    },
    made: () => made,
  };
}
