/** Finds out by what lies in a folder which kind of dataset it is. */
import { readdir } from 'node:fs/promises';
import { StrideError } from '@stride/core';
import { CIFAR_SHAPE, listCifarFolder, readCifarFolder } from '../cifar/cifar-folder.js';
import { CIFAR_10, CIFAR_100, type CifarLayout } from '../cifar/layout.js';
import type { DatasetInfo } from '../catalogue.js';
import { unreadableFile } from '../corrupt-file.js';
import { IDX_NAMES, listIdxFolder, readIdxFolder } from '../idx/idx-folder.js';
import { openImageFolder } from '../image-folder/image-folder.js';
import { subfoldersOf } from './subfolders.js';
import type { DatasetFolder } from './dataset-folder.js';

/** A folder says nothing about the licence of what lies in it. Source: SPDX 2.3, clause 7.13. */
export const UNKNOWN_LICENCE = 'NOASSERTION';

const EXPECTED = 'class folders of images (or such folders inside train/, and inside validation/ and test/ where there are any), '
  + `CIFAR's binary files (${CIFAR_10.testFile}, ... or ${CIFAR_100.trainFiles.join()}, ${CIFAR_100.testFile}), or IDX files (${IDX_NAMES[0]}, ...)`;

/**
 * @param name of the dataset
 * @throws StrideError DATASET_INVALID for a folder of no known form | DATASET_CORRUPT naming a file that is missing or damaged
 */
export async function openFolder(folder: string, name: string): Promise<DatasetFolder> {
  const names = new Set(await readdir(folder).catch((cause: unknown) => { throw unreadableFile(folder, cause); }));
  for (const layout of [CIFAR_10, CIFAR_100]) {
    if ([...layout.trainFiles, layout.testFile].some((file) => names.has(file))) return openCifarFolder(folder, name, layout);
  }
  if (IDX_NAMES.some((file) => names.has(file) || names.has(`${file}.gz`))) return openIdxFolder(folder, name);
  const subfolders = await subfoldersOf(folder);
  if (subfolders.length > 0) return openImageFolder(folder, name, subfolders, UNKNOWN_LICENCE);
  const found = names.size === 0 ? 'nothing' : [...names].sort().slice(0, 3).join(', ') + (names.size > 3 ? ', ...' : '');
  throw new StrideError('DATASET_INVALID', `${folder} holds no dataset. Expected were ${EXPECTED}; found was ${found}.`);
}

async function openCifarFolder(folder: string, name: string, layout: CifarLayout): Promise<DatasetFolder> {
  const files = await listCifarFolder(folder, layout);
  const published = layout.trainFiles.length * layout.imagesPerTrainFile;
  const info: DatasetInfo = {
    name, description: layout.description, shape: CIFAR_SHAPE, classes: layout.classes,
    splits: { train: published - layout.validation, validation: layout.validation, test: layout.testImages },
    licence: UNKNOWN_LICENCE,
  };
  return { info, files, read: (pace) => pace(() => readCifarFolder(folder, layout, name)) };
}

async function openIdxFolder(folder: string, name: string): Promise<DatasetFolder> {
  const { shape, classes, splits, files } = await listIdxFolder(folder);
  const info: DatasetInfo = { name, description: 'Images in IDX files', shape, classes, splits, licence: UNKNOWN_LICENCE };
  return { info, files, read: (pace) => pace(() => readIdxFolder(folder, { name })) };
}
