/** Documents that an earlier version stored, after the migrations: as the schemas of today want them. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_AUGMENTATION, type Measurement, type ProxyTask } from '@stride/core';
import { Client } from 'pg';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { migrate } from './migrate.js';
import { MIGRATIONS_DIRECTORY } from './migration-files.js';

let server: TestServer;
let folder: string;
let client: Client;

const OLD_TASK = {
  trainSamples: 640, validationSamples: null, batchSize: 32, epochs: 1, optimizer: 'rmsprop' as const, learningRate: 0.01, warmupFraction: 0.1,
  weightDecay: 0, labelSmoothing: 0, dropout: 0, stochasticDepth: 0, seed: 7, evaluations: 2, timing: { warmupSteps: 5, steps: 25 }, timeoutSeconds: 60,
};
const OLD_MEASUREMENT = {
  accuracy: 0.8, curve: [], stepTimeMs: { median: 10, p10: 9, p90: 11, n: 25 }, params: 10, multiplyAdds: 10, peakMemoryBytes: null,
  device: { backend: 'wasm', vendor: 'ACME', name: 'CPU 3000', driver: 'v8', threads: 1 }, trainSeconds: 1, timeSeconds: 1,
};
const ID = '01a20c4a-12da-7077-b662-5fe6f39ed1af';

beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'stride-documents-'));
  await cp(join(MIGRATIONS_DIRECTORY, '20261124060000_init'), join(folder, '20261124060000_init'), { recursive: true });
  const url = await server.emptyDatabase();
  await migrate(url, { directory: folder });
  client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`INSERT INTO "Search" ("id", "name", "spaceName", "space", "dataset", "proxyTask", "objective", "strategy", "budget", "concurrency", "seed", "referenceParams")
    VALUES ($1, 'old', 's', '{}', 'd', $2, '{}', '{}', '{}', 1, 1, 1)`, [ID, OLD_TASK]);
  for (const [number, measurement] of [[0, OLD_MEASUREMENT], [1, null]] as const) {
    await client.query(`INSERT INTO "Candidate" ("id", "searchId", "number", "role", "architecture", "architectureHash", "architectureText", "params", "multiplyAdds", "measurement")
      VALUES (gen_random_uuid(), $1, $2, 'candidate', '{}', '', '', 1, 1, $3)`, [ID, number, measurement]);
  }
  await client.query(`INSERT INTO "Event" ("type", "data") VALUES ('candidate.updated', '{"number": 1}'), ('worker.updated', '{"id": "w"}')`);
  await migrate(url);
});
afterAll(async () => {
  await client?.end();
  await server?.remove();
  await rm(folder, { recursive: true, force: true });
});

const column = async (sql: string) => (await client.query<{ value: unknown }>(sql)).rows.map(({ value }) => value);

test('proxy tasks say what they did before it had names', async () => {
  const [task] = await column('SELECT "proxyTask" AS value FROM "Search"');
  expect(task).toEqual({
    ...OLD_TASK, schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' }, memoryBudgetBytes: null, timing: { warmupSteps: 5, steps: 30 },
  } satisfies ProxyTask);
});

test('measurements have no flags, and candidates without one get none', async () => {
  const [measured, none] = await column('SELECT "measurement" AS value FROM "Candidate" ORDER BY "number"');
  expect(measured).toEqual({ ...OLD_MEASUREMENT, timingFlags: [], calibrationMs: null } satisfies Measurement);
  expect(none).toBeNull();
});

test('events of candidates can still be sent, others stay as they are', async () => {
  expect(await column('SELECT "data" AS value FROM "Event" ORDER BY "id"')).toEqual([{ number: 1, timingFlags: [], prunedAtStep: null, reusedFrom: null }, { id: 'w' }]);
});
