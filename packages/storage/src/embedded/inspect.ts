/** What can be said of the embedded PostgreSQL of a home without starting or changing anything. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findBinaries, type Import } from './binaries.js';
import { isPostmaster, readPostmasterFile } from './postmaster.js';

export interface EmbeddedState {
  /** Why there is no server for this machine; null where there is one. */
  readonly missing: string | null;
  /** Folder with the data directory. */
  readonly directory: string;
  /** Whether a database has been made in it. */
  readonly exists: boolean;
  /** The server, when it runs. */
  readonly running: { readonly pid: number; readonly port: number | null } | null;
}

/** @param load replaceable for tests */
export async function inspectEmbedded(home: string, load?: Import): Promise<EmbeddedState> {
  const missing = await findBinaries(undefined, load).then(() => null, (error: Error) => error.message);
  const base = join(resolve(home), 'postgres');
  const directory = (await readFile(join(base, 'moved-to'), 'utf8').catch(() => '')) || base;
  const data = join(directory, 'data');
  const exists = await stat(data).then((found) => found.isDirectory(), () => false);
  const file = exists ? await readPostmasterFile(data) : undefined;
  const runs = file !== undefined && (await isPostmaster(file.pid, data));
  return { missing, directory, exists, running: runs ? { pid: file.pid, port: file.port ?? null } : null };
}
