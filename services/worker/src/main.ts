/** Starts a worker: settings from the environment, the queues, and one device. */
import { createQueues } from '@stride/queue';
import { runService } from '@stride/service';
import { readWorkerConfig } from './config.js';
import { describeDevice } from './trainer-run.js';
import { CandidateWorker } from './worker.js';

runService('worker', async (log) => {
  const { workerId, databaseUrl, redisUrl, heartbeatMs } = readWorkerConfig();
  const queues = createQueues({ databaseUrl, redisUrl, onError: (error, where) => log.warn({ err: error, where }, 'queue') });
  const { device, exclusive } = await describeDevice();
  const worker = new CandidateWorker({ queues, device, workerId, heartbeatMs, log });
  await worker.start();
  const stop = async () => {
    await worker.stop();
    await queues.close();
  };
  // A launcher starts a worker for each core, but one alone where a device cannot be shared.
  return { stop, ready: { exclusiveDevice: exclusive } };
});
