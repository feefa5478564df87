import { createHash } from 'node:crypto';
import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-database.js';
import { migrate } from './migrate.js';
import { MIGRATIONS_DIRECTORY, readMigrationFiles } from './migration-files.js';

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'stride-migrations-'));
});
afterAll(async () => {
  await server?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

let copies = 0;
/** The real migrations and more, in a folder of their own. */
async function directoryWith(more: Record<string, string>): Promise<string> {
  copies += 1;
  const directory = join(folder, String(copies));
  await cp(MIGRATIONS_DIRECTORY, directory, { recursive: true });
  for (const [name, sql] of Object.entries(more)) {
    await mkdir(join(directory, name), { recursive: true });
    await writeFile(join(directory, name, 'migration.sql'), sql);
  }
  return directory;
}

test('an empty database gets every migration, recorded as Prisma records them; then none', async () => {
  const url = await server.emptyDatabase();
  const files = await readMigrationFiles(MIGRATIONS_DIRECTORY);
  expect((await migrate(url)).applied).toEqual(files.map((file) => file.name));
  expect((await migrate(url)).applied).toEqual([]);
  const rows = await query<Record<string, unknown>>(url, 'SELECT * FROM "_prisma_migrations" ORDER BY migration_name');
  const sql = await readFile(join(MIGRATIONS_DIRECTORY, files[0]!.name, 'migration.sql'));
  expect(rows[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/), checksum: createHash('sha256').update(sql).digest('hex'),
    migration_name: files[0]!.name, started_at: expect.any(Date), finished_at: expect.any(Date),
    logs: null, rolled_back_at: null, applied_steps_count: 1,
  });
  expect(rows).toHaveLength(files.length);
});

test('several processes at once apply each migration once', async () => {
  const url = await server.emptyDatabase();
  const results = await Promise.all(Array.from({ length: 5 }, () => migrate(url)));
  const names = (await readMigrationFiles(MIGRATIONS_DIRECTORY)).map((file) => file.name);
  expect(results.flatMap((result) => result.applied)).toEqual(names);
});

test('a later migration is applied to a database that has the earlier ones', async () => {
  const url = await server.database();
  const directory = await directoryWith({ '99990101000000_more': 'CREATE TABLE more (id int); INSERT INTO more VALUES (7);' });
  expect((await migrate(url, { directory })).applied).toEqual(['99990101000000_more']);
  expect(await query(url, 'SELECT id FROM more')).toEqual([{ id: 7 }]);
});

test('a migration that fails leaves nothing behind, names the line, and can be repaired', async () => {
  const url = await server.database();
  const name = '99990101000000_broken';
  const directory = await directoryWith({ '99990100000000_good': 'CREATE TABLE good (id int);', [name]: 'CREATE TABLE half (id int);\nALTER TABLE nowhere ADD COLUMN x int;\n' });
  await expect(migrate(url, { directory })).rejects.toMatchObject({ code: 'MIGRATION_FAILED', message: expect.stringMatching(/99990101000000_broken.*"nowhere" does not exist/) });
  expect(await query(url, `SELECT to_regclass('good')::text AS good, to_regclass('half')::text AS half`)).toEqual([{ good: 'good', half: null }]);
  await writeFile(join(directory, name, 'migration.sql'), 'SELEC 1;');
  await expect(migrate(url, { directory })).rejects.toMatchObject({ message: expect.stringContaining('(line 1 of migration.sql)') });
  await writeFile(join(directory, name, 'migration.sql'), 'CREATE TABLE half (id int);');
  expect((await migrate(url, { directory })).applied).toEqual([name]);
});

test('a migration that was changed after it was applied is refused, before anything is applied', async () => {
  const url = await server.database();
  const [first] = await readMigrationFiles(MIGRATIONS_DIRECTORY);
  const directory = await directoryWith({ [first!.name]: `${first!.sql}\n-- changed`, '99990101000000_more': 'CREATE TABLE more (id int);' });
  await expect(migrate(url, { directory })).rejects.toMatchObject({ code: 'MIGRATION_FAILED', message: expect.stringContaining(`${first!.name} was changed`) });
  expect(await query(url, `SELECT to_regclass('more') AS more`)).toEqual([{ more: null }]);
});

test('a database of a newer version is refused', async () => {
  const url = await server.database();
  await migrate(url, { directory: await directoryWith({ '99990101000000_newer': 'SELECT 1;' }) });
  await expect(migrate(url)).rejects.toMatchObject({ code: 'MIGRATION_FAILED', message: expect.stringContaining('newer') });
});

test('a migration that Prisma began and did not finish is refused; one it rolled back is applied again', async () => {
  const url = await server.database();
  const directory = await directoryWith({ '99990101000000_more': 'CREATE TABLE more (id int);' });
  await query(url, `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, logs) VALUES ('1', 'x', '99990101000000_more', 'disk full')`);
  await expect(migrate(url, { directory })).rejects.toMatchObject({ code: 'MIGRATION_FAILED', message: expect.stringContaining('disk full') });
  await query(url, `UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE id = '1'`);
  expect((await migrate(url, { directory })).applied).toEqual(['99990101000000_more']);
});

test('a server that cannot be reached, and a folder that cannot be read, are coded errors', async () => {
  await expect(migrate('postgresql://stride@127.0.0.1:1/stride')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect(migrate('postgresql://stride@127.0.0.1:1/stride', { directory: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
});
