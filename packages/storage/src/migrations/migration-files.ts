/** The migrations on disk, in Prisma's layout: prisma/migrations/<timestamp>_<name>/migration.sql. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';

/** prisma/migrations of this repository: as far from dist/migrations as from src/migrations. */
export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

export interface MigrationFile {
  /** The folder's name, e.g. 20261124060000_init; they apply in its order. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hexadecimal, as Prisma records it. */
  readonly checksum: string;
}

/** @throws StrideError MIGRATION_FAILED when the folder or a migration.sql cannot be read. */
export async function readMigrationFiles(directory: string): Promise<MigrationFile[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
    return await Promise.all(names.map(async (name) => {
      const bytes = await readFile(join(directory, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    }));
  } catch (cause) {
    throw new StrideError('MIGRATION_FAILED', `The migrations in ${directory} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
