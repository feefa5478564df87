/** Where the embedded database lives, and whose it is. */
import { randomUUID } from 'node:crypto';
import { chmod, cp, link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StrideError } from '@stride/core';
import { runningAsRoot, unprivilegedAccount, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { execute } from './execute.js';
import { isServerAlive } from './postmaster.js';

/**
 * Where the database goes when root runs us and the unprivileged user cannot enter the home, as below /root: nothing
 * short of opening /root to that user would let the server run there.
 */
export const SHARED_ROOT = '/var/lib/stride';

export interface Place {
  /** `<home>/postgres`, or a folder in the shared root that `<home>/postgres/moved-to` names. */
  readonly directory: string;
  /** The data directory inside it. */
  readonly data: string;
  /** Whom to run the server as; undefined: as ourselves. */
  readonly account: Account | undefined;
}

/** @throws StrideError CONFIG_INVALID when the home belongs to someone else, or to root. */
export async function preparePlace(home: string, sharedRoot: string = SHARED_ROOT): Promise<Place> {
  const base = join(resolve(home), 'postgres');
  await mkdir(base, { recursive: true });
  const directory = (await readMovedTo(base)) ?? base;
  if (runningAsRoot()) return placeForRoot(base, directory, sharedRoot);
  await refuseForeign(home, directory);
  return { directory, data: join(directory, 'data'), account: undefined };
}

async function refuseForeign(home: string, directory: string): Promise<void> {
  const owner = await ownerOf(join(directory, 'data'));
  const self = process.getuid?.();
  if (owner !== undefined && self !== undefined && owner.uid !== self) {
    throw new StrideError('CONFIG_INVALID',
      `The database in ${directory} belongs to user id ${owner.uid}, this process runs as ${self}. Start Stride as the user that first used ${home}, or set STRIDE_HOME to another folder.`);
  }
}

async function placeForRoot(base: string, directory: string, sharedRoot: string): Promise<Place> {
  const owner = await ownerOf(join(directory, 'data'));
  const account = owner ?? await unprivilegedAccount();
  if (directory === base) await chmod(base, 0o755);
  if (account.uid === 0) {
    throw new StrideError('CONFIG_INVALID',
      `${join(directory, 'data')} belongs to root, as which PostgreSQL does not run. Give it to another user: chown -R nobody ${join(directory, 'data')}`);
  }
  if (await canEnter(directory, account)) return { directory, data: join(directory, 'data'), account };
  if (owner !== undefined) {
    throw new StrideError('CONFIG_INVALID',
      `User id ${owner.uid}, who owns the database in ${directory}, cannot enter that folder. Give others the right to pass through its parent folders (chmod o+x), or set STRIDE_HOME to another folder.`);
  }
  const moved = await makeMovedPlace(base, sharedRoot);
  return { directory: moved, data: join(moved, 'data'), account };
}

async function ownerOf(path: string): Promise<Account | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found && { name: `user ${found.uid}`, uid: found.uid, gid: found.gid };
}

async function canEnter(directory: string, account: Account): Promise<boolean> {
  return (await execute('/bin/sh', ['-c', 'test -x "$1"', 'sh', directory], { account })).code === 0;
}

async function readMovedTo(base: string): Promise<string | undefined> {
  const directory = await readFile(join(base, 'moved-to'), 'utf8').catch(() => '');
  return directory === '' ? undefined : directory;
}

/**
 * The name comes first and decides: of several starts at once one writes it, and all make and use that folder. A folder
 * without `moved-from` is never taken for an abandoned one.
 */
async function makeMovedPlace(base: string, sharedRoot: string): Promise<string> {
  await mkdir(sharedRoot, { recursive: true, mode: 0o755 });
  await removeAbandoned(sharedRoot);
  const directory = await agreeOn(join(base, 'moved-to'), join(sharedRoot, `home-${randomUUID()}`));
  await mkdir(directory, { recursive: true, mode: 0o755 });
  await writeFile(join(directory, 'moved-from'), base);
  return directory;
}

/** Writes the text to a file that does not exist yet, whole; returns what the file says in the end. */
async function agreeOn(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, text);
  await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(temporary);
  return readFile(path, 'utf8');
}

/** Deletes the databases of homes that are gone, as nothing can find them any more. */
async function removeAbandoned(sharedRoot: string): Promise<void> {
  for (const name of await readdir(sharedRoot)) {
    const directory = join(sharedRoot, name);
    const base = name.startsWith('home-') ? await readFile(join(directory, 'moved-from'), 'utf8').catch(() => undefined) : undefined;
    if (base === undefined || (await readMovedTo(base)) === directory) continue;
    if (!(await isServerAlive(join(directory, 'data')))) await rm(directory, { recursive: true, force: true });
  }
}

/**
 * The binaries where the account can run them: copied to the shared root when the checkout is closed to it, as below
 * /root. Also tells whether they run at all.
 * @throws StrideError CONFIG_INVALID
 */
export async function usableBinaries(
  binaries: Binaries, account: Account | undefined, sharedRoot: string = SHARED_ROOT,
): Promise<{ binaries: Binaries; majorVersion: string }> {
  const own = await execute(binaries.postgres, ['--version']);
  const majorVersion = /\(PostgreSQL\) (\d+)/.exec(own.stdout)?.[1];
  if (own.code !== 0 || majorVersion === undefined) {
    throw new StrideError('CONFIG_INVALID',
      `The embedded PostgreSQL does not run (${binaries.postgres}): ${own.output}. Run npm rebuild with install scripts allowed, or set DATABASE_URL to a PostgreSQL server.`);
  }
  if (account === undefined || (await execute(binaries.postgres, ['--version'], { account })).code === 0) {
    return { binaries, majorVersion };
  }
  return { binaries: await copyBinaries(binaries, own.stdout, sharedRoot), majorVersion };
}

async function copyBinaries(binaries: Binaries, version: string, sharedRoot: string): Promise<Binaries> {
  const { size } = await stat(binaries.postgres);
  const root = join(sharedRoot, `${version.replace(/[^0-9.]+/g, '')}-${size}`);
  const moved = (path: string) => join(root, path.slice(binaries.root.length));
  const copy = { root, initdb: moved(binaries.initdb), pgCtl: moved(binaries.pgCtl), postgres: moved(binaries.postgres) };
  if (await stat(root).then(() => true, () => false)) return copy;
  const temporary = `${root}.${randomUUID()}`;
  await mkdir(sharedRoot, { recursive: true, mode: 0o755 });
  await cp(binaries.root, temporary, { recursive: true, verbatimSymlinks: true });
  await chmod(temporary, 0o755);
  // Another process may have been faster; its copy is as good.
  await rename(temporary, root).catch(() => rm(temporary, { recursive: true, force: true }));
  return copy;
}
