import { StrideError } from '@stride/core';
import { pino, type Logger } from 'pino';

/** What a service is while it runs. */
export interface RunningService {
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Told to the parent process when everything is up. */
  readonly ready?: Readonly<Record<string, unknown>>;
}

/** A stop that takes longer has lost its database or its queue, and what it leaves is found by its lease. */
const STOP_LIMIT_MS = 10_000;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * Runs a service until SIGTERM, SIGINT, or the end of the process that started it; a second signal does not wait. A
 * parent that forked it is told `{type: 'ready'}`. An error of the start is one line on stderr and exit code 1.
 */
export function runService(name: string, start: (log: Logger) => Promise<RunningService>): void {
  main(name, start).catch((error: unknown) => {
    const text = error instanceof StrideError ? `${error.code}: ${error.message}` : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  });
}

async function main(name: string, start: (log: Logger) => Promise<RunningService>): Promise<void> {
  const log = pino({ name, level: logLevel(process.env['LOG_LEVEL'] || 'info') });
  const starting = start(log);
  const stopRequested = stopOnRequest(log, async () => (await starting).stop());
  const service = await starting;
  if (!stopRequested()) process.send?.({ type: 'ready', ...service.ready });
}

/** The function it gives back tells whether a stop was asked for. */
function stopOnRequest(log: Logger, stop: () => Promise<void>): () => boolean {
  let stopping = false;
  const request = (why: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ why }, 'stopping');
    setTimeout(() => {
      log.error(`did not stop within ${STOP_LIMIT_MS / 1000} s`);
      process.exit(1);
    }, STOP_LIMIT_MS).unref();
    stop().then(() => process.exit(0), (error: unknown) => {
      log.error({ err: error }, 'could not stop cleanly');
      process.exit(1);
    });
  };
  process.on('SIGTERM', () => request('SIGTERM'));
  process.on('SIGINT', () => request('SIGINT'));
  // Forked by a launcher that is gone: nobody is left to stop this process.
  const orphaned = () => request('the launcher has gone');
  if (process.send) process.on('disconnect', orphaned);
  // It may have gone while this process was still loading its modules; nobody hears that event.
  if (process.send && !process.connected) orphaned();
  return () => stopping;
}

function logLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new StrideError('CONFIG_INVALID', `LOG_LEVEL is ${JSON.stringify(text)}; it takes one of ${LOG_LEVELS.join(', ')}`);
}
