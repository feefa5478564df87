/** Datasets that a user brings in folders, from their listing to a search on one of them. */
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SearchDetail } from '@stride/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../app.js';
import type { App } from '../../context.js';
import { datasetLibrary } from '../../dataset-library.js';
import { readSpaceLibrary } from '../../space-library.js';
import { startTestService, type TestService } from '../../testing/test-service.js';

let service: TestService, app: App, dataDir: string;

beforeAll(async () => {
  service = await startTestService();
  dataDir = await mkdtemp(join(tmpdir(), 'stride-api-data-'));
  const spaces = await readSpaceLibrary(fileURLToPath(new URL('../../../../../search-spaces', import.meta.url)));
  app = buildApp({ db: service.db, artifacts: service.artifacts, spaces, datasets: datasetLibrary(dataDir), dashboardDir: service.dashboardDir });
  await app.ready();
});

afterAll(async () => {
  await app?.close();
  await service?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const submit = (payload: object) => app.inject({ method: 'POST', url: '/v1/searches', payload });
const list = async () => (await app.inject('/v1/datasets')).json<{ items: { name: string }[]; unusable: object[] }>();

/** As published, but for the content of the images. */
async function addCifar10(): Promise<string> {
  const folder = join(dataDir, 'cifar-10');
  await mkdir(folder);
  for (const name of [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`).concat('test_batch.bin')) {
    await writeFile(join(folder, name), '');
    await truncate(join(folder, name), 10_000 * 3073);
  }
  return folder;
}

test('a folder that is added can be searched on at once, and one that is damaged is named', async () => {
  const before = await submit({ space: 'cifar10' });
  expect(before.json()).toMatchObject({ code: 'DATASET_MISMATCH', detail: expect.stringContaining('STRIDE_DATA_DIR') });

  const folder = await addCifar10();
  const { items, unusable } = await list();
  expect(items.find(({ name }) => name === 'cifar-10')).toEqual({
    name: 'cifar-10', description: expect.stringContaining('ten kinds'), shape: { height: 32, width: 32, channels: 3 }, classes: 10,
    splits: { train: 45_000, validation: 5_000, test: 10_000 }, licence: 'NOASSERTION',
  });
  expect(unusable).toEqual([]);
  const created = await submit({ space: 'cifar10' });
  expect(created.statusCode).toBe(201);
  expect(created.json<SearchDetail>()).toMatchObject({ dataset: 'cifar-10', proxyTask: { trainSamples: 16_000, validationSamples: 5_000 } });

  await truncate(join(folder, 'test_batch.bin'), 1000);
  const detail = expect.stringContaining(`${join(folder, 'test_batch.bin')} has 1000 bytes`);
  expect((await list()).unusable).toEqual([{ name: 'cifar-10', detail }]);
  const refused = await submit({ space: 'cifar10', dataset: 'cifar-10' });
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({ code: 'DATASET_INVALID', detail, issues: [{ path: '/dataset' }] });
});

test.each(['../secret', '..', 'cifar-10/', '/etc'])('a dataset named %j is unknown', async (dataset) => {
  expect((await submit({ space: 'fashion-mnist', dataset })).json()).toMatchObject({ code: 'DATASET_UNKNOWN', issues: [{ path: '/dataset' }] });
});
