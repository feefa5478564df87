/** The datastores that the suite runs on, both real. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@stride/storage';
import type { BackendConfig } from '../backends/choose.js';
import { startRedis } from './start-redis.js';

export interface TestBackend {
  readonly config: BackendConfig;
  /** Ends the server; `hard` as by kill -9. */
  stop(hard: boolean): Promise<void>;
  /** Starts it again with its data, on the same port. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

export const TEST_BACKENDS: { readonly kind: string; readonly startBackend: () => Promise<TestBackend> }[] = [
  { kind: 'redis', startBackend: startRedisBackend },
  { kind: 'postgresql', startBackend: startPostgresBackend },
];

async function startRedisBackend(): Promise<TestBackend> {
  const redis = await startRedis();
  return {
    config: { redisUrl: redis.url },
    stop: (hard) => redis.stop(hard ? 'SIGKILL' : 'SIGTERM'),
    start: redis.start,
    remove: redis.remove,
  };
}

async function startPostgresBackend(): Promise<TestBackend> {
  const home = await mkdtemp(join(tmpdir(), 'stride-queue-'));
  await chmod(home, 0o755);
  let server = await startEmbedded({ home });
  const { url } = server;
  return {
    config: { databaseUrl: url },
    stop: async (hard) => {
      if (hard) process.kill(server.pid, 'SIGKILL');
      else await server.stop();
    },
    start: async () => {
      server = await startEmbedded({ home });
      if (server.url !== url) throw new Error('The server came back under another address');
    },
    remove: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
