/**
 * Applies the migrations, and records them exactly as `prisma migrate deploy` does, so that either can take over from
 * the other. Why there is an own runner: docs/decisions/0002-migrations-without-the-engine.md.
 */
import { randomUUID } from 'node:crypto';
import { StrideError } from '@stride/core';
import { Client } from 'pg';
import { asStorageError } from '../connection-errors.js';
import { MIGRATIONS_DIRECTORY, readMigrationFiles, type MigrationFile } from './migration-files.js';

/** The advisory lock that Prisma's own migrate takes: the two exclude each other. */
const PRISMA_MIGRATE_LOCK = 72_707_369;
const LOCK_TIMEOUT_MS = 120_000;

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

export interface MigrateOptions {
  /** Default: prisma/migrations of this repository. */
  readonly directory?: string;
}

export interface MigrateResult {
  /** Names of the migrations applied by this call, in order; empty when the database was up to date. */
  readonly applied: string[];
}

/**
 * Brings the database up to date. Safe to run in several processes at once: they take turns, and the later ones find
 * nothing to do. Each migration is one transaction.
 * @throws StrideError MIGRATION_FAILED when an applied migration differs from its file, is unknown or unfinished, or
 * when one fails; DATABASE_UNAVAILABLE.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<MigrateResult> {
  const files = await readMigrationFiles(options.directory ?? MIGRATIONS_DIRECTORY);
  const client = new Client({ connectionString: url, application_name: 'stride migrate', connectionTimeoutMillis: 10_000 });
  // A connection lost between two queries emits, and would end the process; the next query reports it.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK]);
    await client.query('SET lock_timeout = 0');
    await client.query(CREATE_TABLE);
    return { applied: await applyPending(client, files) };
  } catch (error) {
    throw asStorageError(error);
  } finally {
    // Ends the session, and with it the advisory lock.
    await client.end().catch(() => {});
  }
}

async function applyPending(client: Client, files: readonly MigrationFile[]): Promise<string[]> {
  const done = await checkApplied(client, files);
  const applied: string[] = [];
  for (const file of files) {
    if (done.has(file.name)) continue;
    await applyOne(client, file);
    applied.push(file.name);
  }
  return applied;
}

/** Names of the migrations that the database has; refuses what does not agree with the files. */
async function checkApplied(client: Client, files: readonly MigrationFile[]): Promise<Set<string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null; logs: string | null }>(
    'SELECT migration_name, checksum, finished_at, logs FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at');
  const known = new Map(files.map((file) => [file.name, file]));
  for (const row of rows) {
    const file = known.get(row.migration_name);
    if (row.finished_at === null) {
      throw new StrideError('MIGRATION_FAILED',
        `Migration ${row.migration_name} was begun but not finished (${row.logs ?? 'no log'}). Repair the database by hand, then set its rolled_back_at in "_prisma_migrations" to have it applied again.`);
    }
    if (file === undefined) {
      throw new StrideError('MIGRATION_FAILED',
        `The database has migration ${row.migration_name}, which this version of Stride does not know: it belongs to a newer one. Start that version.`);
    }
    if (file.checksum !== row.checksum) {
      throw new StrideError('MIGRATION_FAILED',
        `Migration ${row.migration_name} was changed after it was applied: its checksum is ${file.checksum}, the database has ${row.checksum}. Restore the file and write a new migration instead.`);
    }
  }
  return new Set(rows.map((row) => row.migration_name));
}

async function applyOne(client: Client, file: MigrationFile): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query('BEGIN');
    await client.query(file.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), file.checksum, file.name, startedAt]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const unavailable = asStorageError(cause);
    if (unavailable !== cause) throw unavailable;
    throw new StrideError('MIGRATION_FAILED', `Migration ${file.name} failed and was rolled back: ${describe(cause, file.sql)}`, { cause });
  }
}

/** PostgreSQL's message, with the line of the file when it names a position. */
function describe(error: unknown, sql: string): string {
  const { message, position } = error as { message: string; position?: string };
  if (position === undefined) return message;
  return `${message} (line ${sql.slice(0, Number(position)).split('\n').length} of migration.sql)`;
}
