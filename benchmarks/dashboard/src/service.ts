import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, migrate, startEmbedded, type Database } from '@stride/storage';

export interface Service {
  readonly url: string;
  readonly db: Database;
  stop(): Promise<void>;
}

/** A fresh database and an API as a process of its own; no controller, no workers: nothing else happens meanwhile. */
export async function startService(apiMain: string): Promise<Service> {
  const home = await mkdtemp(path.join(tmpdir(), 'stride-bench-'));
  // So that PostgreSQL, which refuses to run as root, can enter as another user.
  await chmod(home, 0o755);
  const server = await startEmbedded({ home });
  await migrate(server.url);
  const db = createDatabase(server.url);
  const api = fork(apiMain, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [], env: { ...process.env, DATABASE_URL: server.url, STRIDE_HOME: home, STRIDE_PORT: '0' },
  });
  const stop = async () => {
    if (api.exitCode === null && api.signalCode === null) {
      const gone = once(api, 'exit');
      api.kill('SIGTERM');
      await gone;
    }
    await db.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  const url = await new Promise<string | null>((resolve) => {
    api.once('message', (message) => resolve(String((message as { readonly url: unknown }).url)));
    api.once('exit', () => resolve(null));
  });
  if (url === null) {
    await stop();
    throw new Error(`the API ${apiMain} ended before it was ready`);
  }
  return { url, db, stop };
}
