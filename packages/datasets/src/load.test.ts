import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset, Split } from '@stride/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATASETS } from './catalogue.js';
import { loadDataset } from './load.js';

let cacheDir: string;
beforeAll(async () => { cacheDir = await mkdtemp(join(tmpdir(), 'stride-datasets-')); });
afterAll(() => rm(cacheDir, { recursive: true, force: true }));

const tenTimes = (count: number) => Array.from({ length: 10 }, () => count);

const sha256 = (bytes: NodeJS.ArrayBufferView) => createHash('sha256').update(bytes).digest('hex');

function imageHashes(split: Split): string[] {
  const pixels = split.images.length / split.size;
  return Array.from({ length: split.size }, (_, index) => sha256(split.images.subarray(index * pixels, (index + 1) * pixels)));
}

function perClass(split: Split): number[] {
  const counts = tenTimes(0);
  split.labels.forEach((label) => { counts[label] = (counts[label] ?? 0) + 1; });
  return counts;
}

function expectSame(a: Dataset, b: Dataset): void {
  for (const split of ['train', 'validation', 'test'] as const) {
    expect(sha256(a[split].images)).toBe(sha256(b[split].images));
    expect(sha256(a[split].labels)).toBe(sha256(b[split].labels));
  }
}

it.each(DATASETS)('$name is what the catalogue says', async (info) => {
  const dataset = await loadDataset(info.name, { cacheDir });
  expect(dataset).toMatchObject({ name: info.name, shape: info.shape, classes: info.classes });
  for (const split of ['train', 'validation', 'test'] as const) {
    const { size, images, labels } = dataset[split];
    expect(size).toBe(info.splits[split]);
    expect(images.length).toBe(size * info.shape.height * info.shape.width * info.shape.channels);
    expect(labels.length).toBe(size);
    expect(Math.max(...labels)).toBe(info.classes - 1);
  }
});

it('names the known datasets when asked for another', async () => {
  for (const name of ['imagenet', 'toString', '']) {
    await expect(loadDataset(name, { cacheDir })).rejects.toMatchObject({
      code: 'DATASET_UNKNOWN', message: `No dataset is called "${name}"; known are fashion-mnist, mnist, synthetic, and STRIDE_DATA_DIR, a folder of more, is not set.`,
    });
  }
});

describe('fashion-mnist', () => {
  let dataset: Dataset;
  beforeAll(async () => { dataset = await loadDataset('fashion-mnist', { cacheDir }); });

  it('is always split the same way', () => {
    const hashes = (['train', 'validation', 'test'] as const).map((split) => [split, sha256(dataset[split].images)]);
    expect(Object.fromEntries(hashes))
      .toMatchInlineSnapshot(`
        {
          "test": "c28b17524f4c6150bc7766004e4eca037ff6f31ff432f185b3fee9ba4d4699dc",
          "train": "abade7418e7c64abbb554d9ff30f66607856f0d47e783272563936f7c92fd725",
          "validation": "4d5e157aca7e597bf88c7b7dc80d0d67040fe555d87513d46f0eece631623e18",
        }
      `);
  });

  it('has no image in two splits', () => {
    const [train, validation, test] = [dataset.train, dataset.validation, dataset.test]
      .map((split) => new Set(imageHashes(split)));
    expect(validation?.size).toBe(10_000);
    expect(test?.size).toBe(10_000);
    // The 54 pairs of identical images are in training, both halves.
    expect(train?.size).toBe(50_000 - 54);
    expect(new Set([...train ?? [], ...validation ?? [], ...test ?? []]).size).toBe(70_000 - 54);
  });

  it('is balanced in every split and in every prefix of it', () => {
    expect(perClass(dataset.train)).toEqual(tenTimes(5000));
    expect(perClass(dataset.validation)).toEqual(tenTimes(1000));
    expect(perClass(dataset.test)).toEqual(tenTimes(1000));
    expect(perClass({ ...dataset.train, labels: dataset.train.labels.subarray(0, 1230) })).toEqual(tenTimes(123));
  });

  it('comes from the cache the second time', async () => {
    const file = join(cacheDir, (await readdir(cacheDir))[0] ?? '');
    const { mtimeMs } = await stat(file);
    expectSame(await loadDataset('fashion-mnist', { cacheDir }), dataset);
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
  });

  it('is built anew when the cache is damaged', async () => {
    const file = join(cacheDir, (await readdir(cacheDir))[0] ?? '');
    const good = await readFile(file);
    const bad = Buffer.from(good);
    bad[1_000_000] = (bad[1_000_000] as number) ^ 1;
    await writeFile(file, bad);
    expectSame(await loadDataset('fashion-mnist', { cacheDir }), dataset);
    expect((await readFile(file)).equals(good)).toBe(true);
  });

  it('can be converted by several at once', async () => {
    const shared = await mkdtemp(join(tmpdir(), 'stride-datasets-'));
    try {
      const loaded = await Promise.all([1, 2].map(() => loadDataset('fashion-mnist', { cacheDir: shared })));
      loaded.forEach((one) => expectSame(one, dataset));
      expect((await readdir(shared)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    } finally {
      await rm(shared, { recursive: true, force: true });
    }
  });
});
