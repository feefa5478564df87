import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArtifactStore } from './artifact-store.js';
import { openArtifactStore } from './open.js';
import { restoreEnvironment, s3Environment } from './testing/s3-environment.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'stride-artifacts-'));
const server = new S3rver({
  port: 0, address: '127.0.0.1', silent: true, directory: path.join(scratch, 's3'),
  configureBuckets: [{ name: 'weights' }],
});
const { port } = await server.run();

restoreEnvironment();
beforeEach(() => { s3Environment(`http://127.0.0.1:${port}`); });
afterAll(async () => {
  await server.close();
  rmSync(scratch, { recursive: true });
});

let stores = 0;

/** A fresh location of each kind, so that no test sees what another one stored. */
const KINDS = [
  { kind: 'a folder', location: () => path.join(scratch, 'folders', String(stores += 1)) },
  { kind: 'a bucket', location: () => `s3://weights/run-${stores += 1}/artifacts` },
];
const KEY = 'trainings/5f1c/attempt-1/checkpoint.safetensors';

describe.each(KINDS)('a store in $kind', ({ location }) => {
  const open = (): ArtifactStore => openArtifactStore(location());

  it('gives back the bytes it was given, and says how many and which', async () => {
    const store = open();
    const bytes = randomBytes(300_000);
    const stored = await store.put(KEY, bytes);
    expect(stored).toEqual({ key: KEY, bytes: 300_000, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(Buffer.compare(await store.get(KEY), bytes)).toBe(0);
  });

  it('stores a view of a larger buffer without its surroundings, and nothing at all', async () => {
    const store = open();
    const buffer = Uint8Array.from([9, 9, 1, 2, 3, 9]);
    expect((await store.put('view', buffer.subarray(2, 5))).bytes).toBe(3);
    expect([...await store.get('view')]).toEqual([1, 2, 3]);
    await store.put('empty', new Uint8Array());
    expect((await store.get('empty')).byteLength).toBe(0);
  });

  it('replaces what a key held, and leaves other keys alone', async () => {
    const store = open();
    await store.put(KEY, Buffer.from('a longer text than the next'));
    await store.put('trainings/5f1c/attempt-2/checkpoint.safetensors', Buffer.from('other'));
    await store.put(KEY, Buffer.from('next'));
    expect(Buffer.from(await store.get(KEY)).toString()).toBe('next');
    expect(Buffer.from(await store.get('trainings/5f1c/attempt-2/checkpoint.safetensors')).toString()).toBe('other');
  });

  it('is the same store for whoever opens it next', async () => {
    const where = location();
    await openArtifactStore(where).put(KEY, Buffer.from('kept'));
    expect(Buffer.from(await openArtifactStore(`${where}/`).get(KEY)).toString()).toBe('kept');
  });

  it('finds nothing where nothing is, and names the store and the key to whoever needs it', async () => {
    const store = open();
    expect(await store.find(KEY)).toBeNull();
    await expect(store.get(KEY)).rejects.toMatchObject({
      code: 'ARTIFACT_MISSING', message: `${store.description} holds no ${KEY}`,
    });
  });

  it('deletes, also what is not there', async () => {
    const store = open();
    await store.put(KEY, Buffer.from('gone soon'));
    await store.delete(KEY);
    await store.delete(KEY);
    expect(await store.find(KEY)).toBeNull();
  });

  it('can be checked before anything is stored, and leaves nothing that anyone sees', async () => {
    const store = open();
    await store.check();
    await store.check();
    expect(await store.find('_check')).toBeNull();
  });

  it.each([
    '', '/', '/etc/passwd', '..', '../x', 'a/../../x', 'a//b', 'a/', './a', 'a/./b', '.incoming/x', 'a\\..\\b', 'a b', 'a\0b', 'C:/x',
    'ä', '-rf', `a/${'b'.repeat(600)}`,
  ])('refuses the key %j for every deed', async (key) => {
    const store = open();
    for (const deed of [() => store.put(key, Buffer.from('x')), () => store.get(key), () => store.find(key), () => store.delete(key)]) {
      await expect(deed()).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('artifact key') });
    }
  });
});
