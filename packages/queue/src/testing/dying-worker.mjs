/**
 * A process that takes one job, prints its data, and neither finishes it nor ends: the test kills it. Plain BullMQ, so
 * that it runs without a build. Arguments: kind, URL, prefix, queue, lock in ms.
 */
import { Worker, createPostgresBackend } from 'bullmq';

const [, , kind, url, prefix, queue, lockMs] = process.argv;
const connection = kind === 'redis' ? { url } : { connectionString: url, schema: `${prefix}_queue`, migrate: true };
const options = { connection, prefix, lockDuration: Number(lockMs), stalledInterval: 100, maxStalledCount: 1_000_000 };

async function hang(job) {
  process.stdout.write(`${JSON.stringify(job.data)}\n`);
  await new Promise(() => {});
}

const worker = new Worker(queue, hang, options, ...(kind === 'redis' ? [] : [createPostgresBackend]));
worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
