/** Starts a controller: settings from the environment, a database brought up to date, and the queues. */
import { openArtifactStore } from '@stride/artifacts';
import { createQueues } from '@stride/queue';
import { runService } from '@stride/service';
import { createDatabase, migrate } from '@stride/storage';
import { readControllerConfig } from './config.js';
import { Controller } from './controller.js';

runService('controller', async (log) => {
  const { databaseUrl, redisUrl, artifacts } = readControllerConfig();
  await migrate(databaseUrl);
  const db = createDatabase(databaseUrl, {
    applicationName: 'stride controller',
    onConnectionLost: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  const queues = createQueues({ databaseUrl, redisUrl, onError: (error, where) => log.warn({ err: error, where }, 'queue') });
  const controller = new Controller({ db, queues, artifacts: openArtifactStore(artifacts), log });
  await controller.start();
  const stop = async () => {
    await controller.stop();
    await queues.close();
    await db.close();
  };
  return { stop };
});
