/** A database cluster on disk: made once by initdb, with its own password. */
import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StrideError } from '@stride/core';
import type { Binaries } from './binaries.js';
import { execute } from './execute.js';
import type { Place } from './place.js';

/** Superuser, and name of the database. */
export const SUPERUSER = 'stride';

export interface Cluster extends Place {
  readonly password: string;
}

/**
 * Inside the data directory, so that a cluster and its password appear in one step and cannot be parted. Readable by
 * the user who starts Stride alone.
 */
const PASSWORD_FILE = 'stride-password';
const ABANDONED_MS = 600_000;

/**
 * The cluster at a place, made when there is none. A run that was killed in the middle leaves a folder of its own,
 * which a later one deletes.
 * @throws StrideError CONFIG_INVALID when the folder holds something else, or a cluster of another major version.
 */
export async function ensureCluster(place: Place, binaries: Binaries, majorVersion: string): Promise<Cluster> {
  if (!(await exists(place.data))) await createCluster(place, binaries);
  await removeAbandoned(place.directory);
  const version = (await readFile(join(place.data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const password = (await readFile(join(place.data, PASSWORD_FILE), 'utf8').catch(() => '')).trim();
  if (version === '' || password === '') {
    throw new StrideError('CONFIG_INVALID',
      `${place.data} is not a database that Stride made: ${version === '' ? 'PG_VERSION' : PASSWORD_FILE} is missing. Move the folder away, or set STRIDE_HOME to another one.`);
  }
  if (version !== majorVersion) {
    throw new StrideError('CONFIG_INVALID',
      `The database in ${place.data} was made by PostgreSQL ${version}, the installed one is ${majorVersion}. Start the version of Stride that made it and move the data with pg_dump, or set STRIDE_HOME to another folder.`);
  }
  return { ...place, password };
}

async function createCluster(place: Place, binaries: Binaries): Promise<void> {
  const building = join(place.directory, `initializing-${randomUUID()}`);
  const passwordFile = `${building}.password`;
  const password = randomBytes(24).toString('hex');
  try {
    await mkdir(building, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (place.account !== undefined) {
      await chown(building, place.account.uid, place.account.gid);
      await chown(passwordFile, place.account.uid, place.account.gid);
    }
    const result = await execute(binaries.initdb, [
      '-D', building, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`,
      '-E', 'UTF8', '--locale=C', '--no-instructions',
    ], { account: place.account });
    if (result.code !== 0) {
      throw new StrideError('CONFIG_INVALID', `initdb could not make a database in ${place.directory}: ${result.output}`);
    }
    await writeFile(join(building, PASSWORD_FILE), password, { mode: 0o600, flush: true });
    await moveIntoPlace(building, place.data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(building, { recursive: true, force: true });
  }
}

/** When another process made a cluster meanwhile, that one counts. */
async function moveIntoPlace(building: string, data: string): Promise<void> {
  try {
    await rename(building, data);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM') throw error;
    if (!(await exists(data))) throw error;
  }
}

/** What killed runs left; a young one may be another process at work. */
async function removeAbandoned(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith('initializing-')) continue;
    const path = join(directory, name);
    const age = await stat(path).then((found) => Date.now() - found.mtimeMs, () => 0);
    if (age > ABANDONED_MS) await rm(path, { recursive: true, force: true, maxRetries: 2 });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return false;
    throw error;
  });
}
