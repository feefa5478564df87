import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openArtifactStore } from './open.js';

// Every test here also shows that a folder needs no S3 client.
vi.mock('@aws-sdk/client-s3', () => { throw new Error('the S3 client was loaded'); });

const KEY = 'trainings/5f1c/weights.safetensors';
let folder: string;

beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'stride-folder-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const unavailable = (pattern: RegExp) => ({
  code: 'ARTIFACT_STORE_UNAVAILABLE', message: expect.stringMatching(pattern), cause: expect.any(Error),
});

describe('a folder that cannot be used', () => {
  it('keeps what it held and no piece of the new when there is no room', async () => {
    const store = openArtifactStore(folder);
    await store.put(KEY, Buffer.alloc(1000, 1));
    // The system takes the first 64 KiB of a file and refuses the next, as a disk does that fills up.
    await withFileSizeLimit(64 * 1024, () => expect(store.put(KEY, Buffer.alloc(200_000, 2))).rejects.toMatchObject(
      unavailable(/^the folder \/.* could not store trainings\/5f1c\/weights\.safetensors: EFBIG: .*limit/)));
    expect([...new Set(await store.get(KEY))]).toEqual([1]);
    expect(readdirSync(path.join(folder, '.incoming'))).toEqual([]);
  });

  it('says so where the rights are missing', async () => {
    const store = openArtifactStore(folder);
    await store.put(KEY, Buffer.from('x'));
    chmodSync(folder, 0o000);
    await withoutPrivileges(async () => {
      await expect(store.put(KEY, Buffer.from('y'))).rejects.toMatchObject(unavailable(/EACCES.*the right to read and write/));
      await expect(store.find(KEY)).rejects.toMatchObject(unavailable(/could not read .*EACCES/));
      await expect(store.delete(KEY)).rejects.toMatchObject(unavailable(/could not delete .*EACCES/));
      await expect(store.check()).rejects.toMatchObject(unavailable(/EACCES/));
    });
    chmodSync(folder, 0o700);
  });

  it('says so where a file stands in its place', async () => {
    writeFileSync(path.join(folder, 'taken'), 'x');
    const store = openArtifactStore(path.join(folder, 'taken'));
    await expect(store.check()).rejects.toMatchObject(unavailable(/could not store .*: E(NOTDIR|EXIST)/));
    await expect(store.get(KEY)).rejects.toMatchObject(unavailable(/ENOTDIR.*a file stands where a folder is needed/));
  });
});

describe('several writers of one key', () => {
  it('leave one whole writing', async () => {
    const store = openArtifactStore(folder);
    const writings = Array.from({ length: 8 }, (_, n) => Buffer.alloc(100_000 + n, n));
    await Promise.all(writings.map((bytes) => store.put(KEY, bytes)));
    const kept = await store.get(KEY);
    expect(writings.some((bytes) => Buffer.compare(bytes, kept) === 0)).toBe(true);
    expect(readdirSync(path.join(folder, '.incoming'))).toEqual([]);
  });
});

describe('what a killed writer leaves', () => {
  it('is no artifact, and goes with the check a day later', async () => {
    const incoming = path.join(folder, '.incoming');
    mkdirSync(incoming);
    for (const name of ['old', 'young']) writeFileSync(path.join(incoming, name), 'half of a fi');
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(path.join(incoming, 'old'), yesterday, yesterday);
    const store = openArtifactStore(folder);
    expect(await store.find('old')).toBeNull();
    await store.put(KEY, Buffer.from('whole'));
    await store.check();
    expect(readdirSync(incoming)).toEqual(['young']);
    expect(Buffer.from(await store.get(KEY)).toString()).toBe('whole');
  });
});

/** A limit of the operating system on this very process, for as long as `act` runs. */
async function withFileSizeLimit(bytes: number, act: () => Promise<void>): Promise<void> {
  const set = (limit: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${limit}:`]);
  set(String(bytes));
  try {
    await act();
  } finally {
    set('unlimited');
  }
}

/** As root every right is there: then the process is nobody for as long as `act` runs. */
async function withoutPrivileges(act: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
