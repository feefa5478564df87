/** Starts the API: settings from the environment, a database brought up to date, and a port. */
import { openArtifactStore } from '@stride/artifacts';
import { StrideError } from '@stride/core';
import { runService } from '@stride/service';
import { createDatabase, migrate } from '@stride/storage';
import { buildApp } from './app.js';
import { DASHBOARD_DIR, readConfig, type ApiConfig } from './config.js';
import type { App } from './context.js';
import { datasetLibrary } from './dataset-library.js';
import { readSpaceLibrary } from './space-library.js';

runService('api', async (logger) => {
  const config = readConfig(process.env);
  const spaces = await readSpaceLibrary(config.searchSpaces);
  const datasets = datasetLibrary(config.dataDir);
  for (const { name, error } of (await datasets.list()).unusable) logger.warn({ dataset: name, err: error }, 'a dataset folder cannot be used');
  await migrate(config.databaseUrl);
  const db = createDatabase(config.databaseUrl, {
    applicationName: 'stride api',
    onConnectionLost: (error) => logger.warn({ err: error }, 'an idle database connection was lost'),
  });
  const app = buildApp({ db, spaces, datasets, artifacts: openArtifactStore(config.artifacts), dashboardDir: DASHBOARD_DIR, logger });
  const url = await listen(app, config);
  logger.info({ url }, 'listening');
  const stop = async () => {
    await app.close();
    await db.close();
  };
  return { stop, ready: { url } };
});

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
