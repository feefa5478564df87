import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { syntheticDataset } from '../synthetic/generate.js';
import { readCacheFile, writeCacheFile } from './cache-file.js';

const dataset = syntheticDataset({ shape: { height: 4, width: 3, channels: 2 }, classes: 3, train: 9, validation: 6, test: 3 });
let folder: string, file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-cache-'));
  file = join(folder, 'nested', 'set.bin');
  await writeCacheFile(file, dataset);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('gives back what was written', async () => {
  const read = await readCacheFile(file);
  expect(read).toMatchObject({ name: 'synthetic', shape: dataset.shape, classes: 3 });
  for (const split of ['train', 'validation', 'test'] as const) {
    expect(read?.[split].size).toBe(dataset[split].size);
    expect([...read?.[split].images ?? []]).toEqual([...dataset[split].images]);
    expect([...read?.[split].labels ?? []]).toEqual([...dataset[split].labels]);
  }
});

it('keeps labels of two bytes, wherever they come to lie', async () => {
  const many = syntheticDataset({ shape: { height: 1, width: 1, channels: 1 }, classes: 1000, train: 1001, validation: 3, test: 1 });
  await writeCacheFile(file, many);
  const read = await readCacheFile(file);
  expect(read?.train.labels).toBeInstanceOf(Uint16Array);
  expect([...read?.train.labels ?? []].slice(998)).toEqual([998, 999, 0]);
  expect([...read?.validation.labels ?? []]).toEqual([0, 1, 2]);
  expect([...read?.test.images ?? []]).toEqual([...many.test.images]);
});

it('has nothing to give where there is no file', async () => {
  expect(await readCacheFile(join(folder, 'missing.bin'))).toBeUndefined();
});

it('notices any single flipped bit, and a file cut anywhere', async () => {
  const good = await readFile(file);
  const damaged = Array.from(good, (byte, index) => {
    const bad = Buffer.from(good);
    bad[index] = byte ^ 1;
    return bad;
  });
  for (const bad of [...damaged, ...damaged.map((_, length) => good.subarray(0, length))]) {
    await writeFile(file, bad);
    await expect(readCacheFile(file)).rejects.toMatchObject({ code: 'DATASET_CORRUPT' });
  }
  await expect(readCacheFile(file)).rejects.toThrow(file);
});

it('replaces an older file whole', async () => {
  const other = { ...dataset, name: 'other' };
  await Promise.all([writeCacheFile(file, other), writeCacheFile(file, other), writeCacheFile(file, other)]);
  expect((await readCacheFile(file))?.name).toBe('other');
});
