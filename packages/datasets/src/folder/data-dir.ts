/** The folder of datasets that a user brings: every subfolder is one, by its name. */
import { join } from 'node:path';
import { StrideError } from '@stride/core';
import { DATASETS, type DatasetInfo } from '../catalogue.js';
import { subfoldersOf } from './subfolders.js';
import type { DatasetFolder } from './dataset-folder.js';
import { openFolder } from './open-folder.js';

/** As long as a request may name one. */
const MAX_NAME_LENGTH = 64;

export interface DatasetListing {
  readonly datasets: readonly DatasetInfo[];
  /** Folders that cannot be used, each with the reason. */
  readonly unusable: readonly { readonly name: string; readonly error: StrideError }[];
}

/**
 * Every dataset there is, the catalogue's first. Folders are looked through, but no image is decoded; sizes of splits that
 * are held out are exact unless a class has hardly any images that occur only once.
 * @throws StrideError CONFIG_INVALID when `dataDir` cannot be read
 */
export async function listDatasets(dataDir?: string): Promise<DatasetListing> {
  const folders = dataDir === undefined ? [] : await foldersIn(dataDir);
  const opened = await Promise.allSettled(folders.map((name) => openDataFolder(dataDir as string, name)));
  const datasets = [...DATASETS];
  const unusable: { name: string; error: StrideError }[] = [];
  opened.forEach((result, index) => {
    if (result.status === 'fulfilled') datasets.push(result.value.info);
    else if (result.reason instanceof StrideError) unusable.push({ name: folders[index] as string, error: result.reason });
    else throw result.reason;
  });
  return { datasets, unusable };
}

/**
 * The dataset in the subfolder of that name, or undefined when there is none: a name is looked up and never made a path.
 * @throws StrideError CONFIG_INVALID | DATASET_INVALID | DATASET_CORRUPT
 */
export async function findDataFolder(dataDir: string, name: string): Promise<DatasetFolder | undefined> {
  return (await foldersIn(dataDir)).includes(name) ? openDataFolder(dataDir, name) : undefined;
}

async function openDataFolder(dataDir: string, name: string): Promise<DatasetFolder> {
  const folder = join(dataDir, name);
  if (DATASETS.some((dataset) => dataset.name === name)) {
    throw new StrideError('DATASET_INVALID', `${folder} has the name of a dataset that comes with Stride; rename the folder.`);
  }
  if (name.length > MAX_NAME_LENGTH) {
    throw new StrideError('DATASET_INVALID', `${folder} has a name of ${name.length} characters; the name of a dataset has at most ${MAX_NAME_LENGTH}.`);
  }
  return openFolder(folder, name);
}

async function foldersIn(dataDir: string): Promise<string[]> {
  return subfoldersOf(dataDir).catch((cause: unknown) => {
    throw new StrideError('CONFIG_INVALID', `The folder of datasets, ${dataDir}, cannot be read; set STRIDE_DATA_DIR to one that can.`, { cause });
  });
}
