import { join } from 'node:path';
import { StrideError, type Dataset, type TimingGate } from '@stride/core';
import { cached, cachedFolder } from './cache/cached.js';
import { DATASETS, FASHION_MNIST, MNIST, SYNTHETIC } from './catalogue.js';
import { convertFashionMnist } from './fashion-mnist/convert.js';
import { findDataFolder } from './folder/data-dir.js';
import type { Pace } from './folder/dataset-folder.js';
import { loadMnist } from './mnist/source.js';
import { syntheticDataset } from './synthetic/generate.js';

export interface LoadOptions {
  /** Folder for converted datasets; created when missing, shared by any number of processes. */
  readonly cacheDir: string;
  /** Folder whose subfolders are datasets, too. */
  readonly dataDir?: string | undefined;
  /** Reading and decoding are work like training: piece by piece, and not while another process times. */
  readonly gate?: Pick<TimingGate, 'shared'>;
}

const LOADERS: Readonly<Record<string, (cacheDir: string, pace: Pace) => Promise<Dataset>>> = {
  [FASHION_MNIST.name]: (cacheDir, pace) =>
    cached(join(cacheDir, 'fashion-mnist.v1.bin'), pace, () => pace(() => convertFashionMnist())),
  [MNIST.name]: (cacheDir, pace) => cached(join(cacheDir, 'mnist.v1.bin'), pace, () => pace(loadMnist)),
  [SYNTHETIC.name]: (_, pace) => pace(() => syntheticDataset()),
};

/**
 * All three splits of a dataset, in memory.
 * @throws StrideError DATASET_UNKNOWN | DATASET_CORRUPT | DATASET_INVALID, or CONFIG_INVALID when `dataDir` cannot be read
 */
export async function loadDataset(name: string, { cacheDir, dataDir, gate }: LoadOptions): Promise<Dataset> {
  const pace: Pace = gate === undefined ? async (work) => work() : (work) => gate.shared(work);
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  if (load !== undefined) return load(cacheDir, pace);
  const folder = dataDir === undefined ? undefined : await pace(() => findDataFolder(dataDir, name));
  if (folder !== undefined) return cachedFolder(cacheDir, folder, pace);
  const known = DATASETS.map((dataset) => dataset.name).join(', ');
  const elsewhere = dataDir === undefined ? 'STRIDE_DATA_DIR, a folder of more, is not set' : `${dataDir} has no folder of that name`;
  throw new StrideError('DATASET_UNKNOWN', `No dataset is called "${name}"; known are ${known}, and ${elsewhere}.`);
}
