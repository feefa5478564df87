/** Starts the API: settings from the environment, a database that is migrated already, and a port. */
import { StrideError } from '@stride/core';
import { createDatabase } from '@stride/storage';
import { pino, type Logger } from 'pino';
import { buildApp } from './app.js';
import { DASHBOARD_DIR, readConfig, type ApiConfig } from './config.js';
import type { App } from './context.js';
import { readSpaceLibrary } from './space-library.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = pino({ name: 'api', level: config.logLevel });
  const spaces = await readSpaceLibrary(config.searchSpaces);
  const db = createDatabase(config.databaseUrl, {
    applicationName: 'stride api',
    onConnectionLost: (error) => logger.warn({ err: error }, 'an idle database connection was lost'),
  });
  const app = buildApp({ db, spaces, dashboardDir: DASHBOARD_DIR, logger });
  stopOnRequest(logger, async () => {
    await app.close();
    await db.close();
  });
  const url = await listen(app, config);
  logger.info({ url }, 'listening');
  process.send?.({ type: 'ready', url });
}

async function listen(app: App, { host, port }: ApiConfig): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw listenError(error, host, port);
  }
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} of ${host} is in use by another program; stop that one, or set STRIDE_PORT to another number`,
    EACCES: `port ${port} of ${host} may not be used by this user; set STRIDE_PORT to a number above 1023`,
    EADDRNOTAVAIL: `${host} is no address of this machine; set STRIDE_HOST to one that is`,
    ENOTFOUND: `${host} is no known name of this machine; set STRIDE_HOST to one that is`,
  };
  const reason = typeof code === 'string' ? reasons[code] : undefined;
  return reason === undefined ? error : new StrideError('CONFIG_INVALID', reason, { cause: error });
}

/** On a signal, or when the parent has died. A second signal does not wait. */
function stopOnRequest(logger: Logger, close: () => Promise<void>): void {
  let stopping = false;
  const stop = (why: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ why }, 'stopping');
    close().then(() => process.exit(0), (error: unknown) => {
      logger.error({ err: error }, 'could not stop cleanly');
      process.exit(1);
    });
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  if (process.send) process.on('disconnect', () => stop('the parent has gone'));
}

main().catch((error: unknown) => {
  const text = error instanceof StrideError ? `${error.code}: ${error.message}` : error instanceof Error ? error.stack ?? error.message : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
