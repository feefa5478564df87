/** Hears of new events without polling. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { EVENTS_CHANNEL } from './channel.js';

export interface ListenOptions {
  /** Told of every lost connection and failed try; default: ignored, since the listener tries again by itself. */
  readonly onError?: (error: Error) => void;
  /** First wait before a new try, doubled each time up to 5 s; default 100 ms. */
  readonly retryMs?: number;
}

export interface EventListener {
  /** Resolves when the first connection listens; never, when it cannot be made before `close`. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

const MAX_RETRY_MS = 5_000;
/** A connection that a firewall dropped says nothing: ask. */
const CHECK_MS = 20_000;
const END_MS = 1_000;

/**
 * Calls `onNotify` when events were committed, with the last id; and with undefined after each (re)connection, as
 * events may have been missed. The caller then reads what is new with `readEvents`.
 */
export function listenToEvents(url: string, onNotify: (lastId: string | undefined) => void, options: ListenOptions = {}): EventListener {
  const stop = new AbortController();
  const report = (error: unknown) => options.onError?.(error instanceof Error ? error : new Error(String(error)));
  let markReady = () => {};
  const ready = new Promise<void>((resolve) => { markReady = resolve; });
  // One promise for all connections: a listener each on the signal would pile up.
  const stopped = new Promise<void>((resolve) => { stop.signal.addEventListener('abort', () => resolve(), { once: true }); });
  const loop = async () => {
    const first = options.retryMs ?? 100;
    let wait = first;
    while (!stop.signal.aborted) {
      await listenOnce(url, stopped, onNotify, () => { wait = first; markReady(); }).catch(report);
      await delay(wait, undefined, { signal: stop.signal }).catch(() => {});
      wait = Math.min(wait * 2, MAX_RETRY_MS);
    }
  };
  const running = loop();
  return { ready, close: async () => { stop.abort(); await running; } };
}

/** Listens until the connection is lost (rejects) or `stopped` resolves. */
async function listenOnce(
  url: string, stopped: Promise<void>, onNotify: (lastId: string | undefined) => void, onListening: () => void,
): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'stride events', connectionTimeoutMillis: 5_000, query_timeout: 10_000, keepAlive: true });
  let check: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('The connection to the database ended')));
  });
  lost.catch(() => {});
  client.on('notification', (message) => onNotify(message.payload));
  try {
    if ((await Promise.race([client.connect(), stopped.then(() => 'stopped')])) === 'stopped') return;
    await client.query(`LISTEN ${EVENTS_CHANNEL}`);
    onListening();
    onNotify(undefined);
    const failed = new Promise<never>((_, reject) => {
      check = setInterval(() => { client.query('SELECT 1').catch(reject); }, CHECK_MS);
    });
    await Promise.race([lost, failed, stopped]);
  } finally {
    clearInterval(check);
    // Over a connection that says nothing any more even the goodbye may wait.
    await Promise.race([client.end().catch(() => {}), delay(END_MS, undefined, { ref: false })]);
  }
}
