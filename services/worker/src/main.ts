import { pino } from 'pino';
import { createQueues } from '@stride/queue';
import { CandidateWorker } from './worker.js';
import { readWorkerConfig } from './config.js';
import { describeDevice } from './trainer-run.js';

const config = readWorkerConfig();
const log = pino({ name: 'worker', level: config.logLevel });

const queues = createQueues({
  ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
  ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
  onError: (error) => log.warn({ err: error }, 'queue'),
});
const device = await describeDevice();
const worker = new CandidateWorker({ queues, device, workerId: config.workerId, heartbeatMs: config.heartbeatMs, log });

async function shutDown(why: string): Promise<void> {
  log.info({ why }, 'stopping');
  await worker.stop();
  await queues.close();
  process.exit(0);
}
process.once('SIGTERM', () => void shutDown('SIGTERM'));
process.once('SIGINT', () => void shutDown('SIGINT'));
// Started by a launcher that is gone: nobody is left to stop this process.
if (process.send) process.once('disconnect', () => void shutDown('the launcher ended'));

await worker.start();
process.send?.({ type: 'ready' });
