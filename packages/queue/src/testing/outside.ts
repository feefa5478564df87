/** What other processes do to the queues: die at work, write nonsense. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Queue, createPostgresBackend } from 'bullmq';
import type { BackendConfig } from '../backends/choose.js';

/** A process takes a job and is killed with SIGKILL at it. Returns the job's data. */
export async function takeAndDie(config: BackendConfig, prefix: string, queue: string): Promise<unknown> {
  const [kind, url] = config.redisUrl === undefined ? ['postgresql', config.databaseUrl ?? ''] : ['redis', config.redisUrl];
  const script = fileURLToPath(new URL('dying-worker.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, kind, url, prefix, queue, '300'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string),
    exit.then(([code]) => { throw new Error(`The process ended with status ${code} before it took a job`); }),
  ]);
  child.kill('SIGKILL');
  await exit;
  return JSON.parse(line);
}

/** Adds a job past all checks. */
export async function addRaw(config: BackendConfig, prefix: string, name: string, data: unknown): Promise<void> {
  const queue = config.redisUrl === undefined
    ? new Queue(name, { connection: { connectionString: config.databaseUrl ?? '', schema: `${prefix}_queue`, migrate: true } }, createPostgresBackend)
    : new Queue(name, { connection: { url: config.redisUrl }, prefix });
  await queue.add(name, data, { attempts: 5 });
  await queue.close();
}
