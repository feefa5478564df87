import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TimingGate } from '@stride/core';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DATASETS } from '../catalogue.js';
import { loadDataset } from '../load.js';
import { listDatasets } from './data-dir.js';

let home: string, dataDir: string, cacheDir: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stride-data-'));
  dataDir = join(home, 'data');
  cacheDir = join(home, 'cache');
  await mkdir(dataDir);
});
afterEach(() => rm(home, { recursive: true, force: true }));

const load = (name: string) => loadDataset(name, { cacheDir, dataDir });

async function image(path: string, value: number): Promise<string> {
  const file = join(dataDir, path);
  await mkdir(join(file, '..'), { recursive: true });
  await sharp({ create: { width: 4, height: 4, channels: 3, background: { r: value, g: value, b: value } } }).toFile(file);
  return file;
}

async function imageFolder(name: string): Promise<void> {
  for (const label of ['a', 'b']) for (const index of [1, 2, 3]) await image(`${name}/${label}/${index}.png`, index * 10 + (label === 'a' ? 0 : 100));
}

async function cifar10(name: string): Promise<void> {
  await mkdir(join(dataDir, name));
  for (const file of [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`).concat('test_batch.bin')) {
    const bytes = Buffer.alloc(10_000 * 3073);
    for (let index = 0; index < 10_000; index++) {
      bytes[index * 3073] = index % 10;
      bytes.write(`${file}/${index}`, index * 3073 + 1);
    }
    await writeFile(join(dataDir, name, file), bytes);
  }
}

async function idx(name: string): Promise<void> {
  await mkdir(join(dataDir, name));
  for (const [part, size] of [['train', 12], ['t10k', 3]] as const) {
    const images = Buffer.concat([Buffer.from([0, 0, 8, 3, 0, 0, 0, size, 0, 0, 0, 2, 0, 0, 0, 2]), Buffer.from(Array.from({ length: size * 4 }, (_, i) => i))]);
    await writeFile(join(dataDir, name, `${part}-images-idx3-ubyte`), images);
    await writeFile(join(dataDir, name, `${part}-labels-idx1-ubyte`), Buffer.concat([Buffer.from([0, 0, 8, 1, 0, 0, 0, size]), Buffer.from(Array.from({ length: size }, (_, i) => i % 3))]));
  }
}

it('lists the catalogue alone where there is no folder', async () => {
  expect(await listDatasets()).toEqual({ datasets: DATASETS, unusable: [] });
});

it('lists every folder of a known form, and why the others are not', async () => {
  await Promise.all([imageFolder('pets'), cifar10('cifar-10'), idx('letters')]);
  await mkdir(join(dataDir, 'empty'));
  await mkdir(join(dataDir, 'mnist'));
  await mkdir(join(dataDir, '.hidden'));
  await writeFile(join(dataDir, 'a file'), '');
  const { datasets, unusable } = await listDatasets(dataDir);
  expect(datasets.slice(0, DATASETS.length)).toEqual(DATASETS);
  expect(datasets.slice(DATASETS.length)).toMatchObject([
    { name: 'cifar-10', shape: { height: 32, width: 32, channels: 3 }, classes: 10, splits: { train: 45_000, validation: 5_000, test: 10_000 } },
    { name: 'letters', shape: { height: 2, width: 2, channels: 1 }, classes: 3, splits: { train: 10, validation: 2, test: 3 } },
    { name: 'pets', shape: { height: 32, width: 32, channels: 3 }, classes: 2, splits: { train: 2, validation: 2, test: 2 } },
  ]);
  expect(unusable).toMatchObject([
    { name: 'empty', error: { code: 'DATASET_INVALID', message: expect.stringContaining('found was nothing') } },
    { name: 'mnist', error: { code: 'DATASET_INVALID', message: expect.stringContaining('the name of a dataset that comes with Stride') } },
  ]);
});

it.each(['cifar-10', 'letters', 'pets'])('loads %s as it was listed', async (name) => {
  await Promise.all([imageFolder('pets'), cifar10('cifar-10'), idx('letters')]);
  const info = (await listDatasets(dataDir)).datasets.find((each) => each.name === name);
  const dataset = await load(name);
  expect(dataset).toMatchObject({ name, shape: info?.shape, classes: info?.classes });
  for (const split of ['train', 'validation', 'test'] as const) {
    expect(dataset[split].size).toBe(info?.splits[split]);
    expect(dataset[split].images.length).toBe(dataset[split].size * dataset.shape.height * dataset.shape.width * dataset.shape.channels);
  }
});

it('names what is missing or cut before anything is decoded', async () => {
  await cifar10('cifar-10');
  await rm(join(dataDir, 'cifar-10', 'data_batch_3.bin'));
  const missing = `${join(dataDir, 'cifar-10', 'data_batch_3.bin')} is missing.`;
  expect((await listDatasets(dataDir)).unusable).toMatchObject([{ name: 'cifar-10', error: { code: 'DATASET_CORRUPT', message: missing } }]);
  await expect(load('cifar-10')).rejects.toMatchObject({ code: 'DATASET_CORRUPT', message: missing });
  await idx('letters');
  const file = join(dataDir, 'letters', 't10k-images-idx3-ubyte');
  await writeFile(file, Buffer.from([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3]));
  expect((await listDatasets(dataDir)).unusable[1]?.error.message).toBe(`${file} holds 3 values; its header says 3 x 2 x 2 = 12.`);
});

it.each(['../data/pets', 'pets/', './pets', '..', '.', '', 'pets/a', '/etc', 'pets\0', 'PETS'])('makes no path of the name %j', async (name) => {
  await imageFolder('pets');
  await mkdir(join(home, 'outside'));
  await expect(load(name)).rejects.toMatchObject({ code: 'DATASET_UNKNOWN', message: expect.stringContaining('has no folder of that name') });
});

it('follows links, and takes a link to nothing or to itself for no folder', async () => {
  await imageFolder('pets');
  await symlink(join(dataDir, 'pets'), join(dataDir, 'linked'));
  await symlink(join(dataDir, 'nowhere'), join(dataDir, 'broken'));
  await symlink(join(dataDir, 'loop'), join(dataDir, 'loop'));
  expect((await listDatasets(dataDir)).datasets.map(({ name }) => name).slice(DATASETS.length)).toEqual(['linked', 'pets']);
  expect((await load('linked')).train.size).toBe(2);
});

it('says which setting is wrong when the folder cannot be read', async () => {
  const missing = join(home, 'missing');
  for (const attempt of [() => listDatasets(missing), () => loadDataset('pets', { cacheDir, dataDir: missing })]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('STRIDE_DATA_DIR') });
  }
  // What comes with Stride needs no folder.
  expect((await loadDataset('synthetic', { cacheDir, dataDir: missing })).name).toBe('synthetic');
});

it('is decoded once, and again when a file has changed, keeping one cached file a dataset', async () => {
  await Promise.all([imageFolder('pets'), imageFolder('pets.2')]);
  const decodes = async (name: string) => {
    let rounds = 0;
    const gate: Pick<TimingGate, 'shared'> = { shared: async (work) => { rounds++; return work(); } };
    const dataset = await loadDataset(name, { cacheDir, dataDir, gate });
    // Looking, making the key and reading the cached file are three pieces; decoding adds more.
    return { dataset, decoded: rounds > 3 };
  };
  const first = await decodes('pets');
  expect(first.decoded).toBe(true);
  expect(await decodes('pets.2')).toMatchObject({ decoded: true });
  const second = await decodes('pets');
  expect(second.decoded).toBe(false);
  expect([...second.dataset.train.images]).toEqual([...first.dataset.train.images]);

  const file = await image('pets/a/1.png', 250);
  const third = await decodes('pets');
  expect(third.decoded).toBe(true);
  expect([...third.dataset.train.images, ...third.dataset.validation.images, ...third.dataset.test.images]).toContain(250);
  await utimes(file, 1, 1);
  expect(await decodes('pets')).toMatchObject({ decoded: true });
  await rm(file);
  await image('pets/a/4.png', 250);
  expect(await decodes('pets')).toMatchObject({ decoded: true });
  expect((await readdir(cacheDir)).map((name) => name.replace(/-[0-9a-f]{8}-[0-9a-f]{16}/, '')).sort()).toEqual(['folder-pets.2.bin', 'folder-pets.bin']);
  expect(await decodes('pets.2')).toMatchObject({ decoded: false });
});
