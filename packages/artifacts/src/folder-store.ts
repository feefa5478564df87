import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactStore, StoredArtifact } from './artifact-store.js';
import { missing, unavailable, type Refusal } from './errors.js';
import { checkKey } from './key.js';
import { probe } from './probe.js';

/** Files being written wait here for their name; no key begins with a dot. */
const INCOMING = '.incoming';

/** Nothing takes a day to be written: what is older was left by a process that was killed. */
const LEFT_BEHIND_MS = 24 * 3600 * 1000;

/** Artifacts as files of a folder, a key's slashes as subfolders. The folder is made when something is stored. */
export class FolderStore implements ArtifactStore {
  readonly description: string;
  readonly #root: string;
  readonly #incoming: string;

  constructor(folder: string) {
    this.#root = path.resolve(folder);
    this.#incoming = path.join(this.#root, INCOMING);
    this.description = `the folder ${this.#root}`;
  }

  async put(key: string, bytes: Uint8Array): Promise<StoredArtifact> {
    const file = this.#file(key);
    await this.#attempt(`store ${key}`, () => this.#write(file, bytes));
    return { key, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  async get(key: string): Promise<Uint8Array> {
    const bytes = await this.find(key);
    if (!bytes) throw missing(this.description, key);
    return bytes;
  }

  async find(key: string): Promise<Uint8Array | null> {
    const file = this.#file(key);
    return this.#attempt(`read ${key}`, () => orNull(readFile(file)));
  }

  async delete(key: string): Promise<void> {
    const file = this.#file(key);
    await this.#attempt(`delete ${key}`, () => rm(file, { force: true }));
  }

  async check(): Promise<void> {
    await probe(this);
    await this.#attempt('be tidied', () => this.#removeLeftovers());
  }

  #file(key: string): string {
    checkKey(key);
    return path.join(this.#root, key);
  }

  /** Whole or not at all, whenever the process or the machine stops: written beside, forced to disk, then renamed. */
  async #write(file: string, bytes: Uint8Array): Promise<void> {
    const folder = path.dirname(file);
    await mkdir(folder, { recursive: true });
    await mkdir(this.#incoming, { recursive: true });
    const temporary = path.join(this.#incoming, randomUUID());
    try {
      await writeDurably(temporary, bytes);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    // The name is durable once its folder is, and that folder once its own parent is.
    for (let at = folder; ; at = path.dirname(at)) {
      await syncFolder(at);
      if (at === this.#root) break;
    }
  }

  async #removeLeftovers(): Promise<void> {
    for (const name of await readdir(this.#incoming)) {
      const file = path.join(this.#incoming, name);
      const found = await orNull(stat(file));
      if (found && Date.now() - found.mtimeMs > LEFT_BEHIND_MS) await rm(file, { force: true });
    }
  }

  async #attempt<T>(what: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw unavailable(this.description, what, refusalOf(error), error);
    }
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Null for what is not there; a folder is no artifact either, as little as a key's beginning is one in a bucket. */
async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EISDIR') return null;
    throw error;
  }
}

const CHECKS: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on its disk',
  EDQUOT: 'make room in the disk quota of the user that Stride runs as',
  EFBIG: 'its file system or a limit of the process allows no file of that size',
  EACCES: 'give the user that Stride runs as the right to read and write there',
  EPERM: 'give the user that Stride runs as the right to read and write there',
  EROFS: 'its file system is mounted read-only',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  EIO: 'the disk may be failing',
};

function refusalOf(error: unknown): Refusal {
  return {
    said: error instanceof Error ? error.message : String(error),
    check: CHECKS[codeOf(error) ?? ''] ?? 'check that it is a folder that Stride may read and write',
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
