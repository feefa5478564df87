import { join } from 'node:path';
import { StrideError, type Dataset } from '@stride/core';
import { readCacheFile, writeCacheFile } from './cache/cache-file.js';
import { DATASETS, FASHION_MNIST, MNIST, SYNTHETIC } from './catalogue.js';
import { convertFashionMnist } from './fashion-mnist/convert.js';
import { loadMnist } from './mnist/source.js';
import { syntheticDataset } from './synthetic/generate.js';

export interface LoadOptions {
  /** Folder for converted datasets; created when missing, shared by any number of processes. */
  readonly cacheDir: string;
}

const LOADERS: Readonly<Record<string, (options: LoadOptions) => Promise<Dataset>>> = {
  [FASHION_MNIST.name]: ({ cacheDir }) => cached(join(cacheDir, 'fashion-mnist.v1.bin'), convertFashionMnist),
  [MNIST.name]: () => loadMnist(),
  [SYNTHETIC.name]: async () => syntheticDataset(),
};

/**
 * All three splits of a dataset, in memory.
 * @throws StrideError DATASET_UNKNOWN | DATASET_CORRUPT
 */
export async function loadDataset(name: string, options: LoadOptions): Promise<Dataset> {
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  if (load === undefined) {
    const known = DATASETS.map((dataset) => dataset.name).join(', ');
    throw new StrideError('DATASET_UNKNOWN', `No dataset is called "${name}"; known are: ${known}.`);
  }
  return load(options);
}

/** Reads the cache file; builds it when it is missing or damaged. */
async function cached(file: string, build: () => Promise<Dataset>): Promise<Dataset> {
  try {
    const hit = await readCacheFile(file);
    if (hit !== undefined) return hit;
  } catch (error) {
    if (!(error instanceof StrideError) || error.code !== 'DATASET_CORRUPT') throw error;
    // A damaged cache is only a copy: what it was made from is still there.
  }
  const dataset = await build();
  await writeCacheFile(file, dataset);
  return dataset;
}
