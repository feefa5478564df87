/** For this package's tests: one embedded server a test file, and as many empty or migrated databases as it wants. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded, type EmbeddedPostgres } from '../embedded/start-embedded.js';
import { migrate } from '../migrations/migrate.js';

export interface TestServer {
  readonly home: string;
  /** URL of a new database without tables. */
  emptyDatabase(): Promise<string>;
  /** URL of a new database with all migrations. */
  database(): Promise<string>;
  stop(): Promise<void>;
  /** After a stop: the same databases at the same address. */
  start(): Promise<void>;
  /** Stops the server and deletes its files. */
  remove(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const home = await mkdtemp(join(tmpdir(), 'stride-test-'));
  const sharedRoot = await mkdtemp(join(tmpdir(), 'stride-test-shared-'));
  await chmod(sharedRoot, 0o755);
  let server: EmbeddedPostgres = await startEmbedded({ home, sharedRoot });
  const emptyDatabase = async () => {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    home,
    emptyDatabase,
    stop: () => server.stop(),
    start: async () => { server = await startEmbedded({ home, sharedRoot }); },
    database: async () => {
      const url = await emptyDatabase();
      await migrate(url);
      return url;
    },
    remove: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
      await rm(sharedRoot, { recursive: true, force: true });
    },
  };
}
