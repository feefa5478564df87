import { pino } from 'pino';
import { createQueues } from '@stride/queue';
import { createDatabase, migrate } from '@stride/storage';
import { readControllerConfig } from './config.js';
import { Controller } from './controller.js';

const config = readControllerConfig();
const log = pino({ name: 'controller', level: config.logLevel });
await migrate(config.databaseUrl);
const db = createDatabase(config.databaseUrl);
const queues = createQueues({
  databaseUrl: config.databaseUrl,
  ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
  onError: (error) => log.warn({ err: error }, 'queue'),
});
const controller = new Controller({ db, databaseUrl: config.databaseUrl, queues, log });

async function shutDown(why: string): Promise<void> {
  log.info({ why }, 'stopping');
  await controller.stop();
  await queues.close();
  await db.close();
  process.exit(0);
}
process.once('SIGTERM', () => void shutDown('SIGTERM'));
process.once('SIGINT', () => void shutDown('SIGINT'));
// Started by a launcher that is gone: nobody is left to stop this process.
if (process.send) process.once('disconnect', () => void shutDown('the launcher ended'));

await controller.start();
process.send?.({ type: 'ready' });
