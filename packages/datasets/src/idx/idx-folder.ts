import { basename, join } from 'node:path';
import type { Dataset, ImageShape, Split } from '@stride/core';
import { corruptFile } from '../corrupt-file.js';
import { holdOut } from '../held-out/hold-out.js';
import { readIdxFile, type IdxFile } from './idx-file.js';

export interface IdxFolderOptions {
  /** Name of the dataset; default the folder's. */
  readonly name?: string;
  /** Images of the training file that are held out for validation; default a sixth. */
  readonly validation?: number;
}

const SPLIT_SEED = 'stride/idx/1';

/**
 * The dataset in a folder of four IDX files under MNIST's names, plain or with .gz: train-images-idx3-ubyte,
 * train-labels-idx1-ubyte, t10k-images-idx3-ubyte (test) and t10k-labels-idx1-ubyte. Images are N x height x width, or
 * N x height x width x channels; the highest label of training is the last class.
 * @throws StrideError DATASET_CORRUPT naming the file that is missing or damaged and what is wrong with it
 */
export async function readIdxFolder(folder: string, options: IdxFolderOptions = {}): Promise<Dataset> {
  const published = await readPart(folder, 'train');
  const test = await readPart(folder, 't10k');
  const { shape } = published;
  if (!sameShape(shape, test.shape)) {
    throw corruptFile(test.images.file, `holds images of ${describe(test.shape)}, ${basename(published.images.file)} of ${describe(shape)}`);
  }
  const classes = 1 + published.split.labels.reduce((highest, label) => Math.max(highest, label), 0);
  const stranger = test.split.labels.findIndex((label) => label >= classes);
  if (stranger !== -1) {
    throw corruptFile(test.labels.file, `has label ${test.split.labels[stranger]} at image ${stranger}; training knows 0 to ${classes - 1}`);
  }
  const validation = options.validation ?? Math.floor(published.split.size / 6);
  return { name: options.name ?? basename(folder), shape, classes, ...holdOut(published.split, validation, SPLIT_SEED), test: test.split };
}

interface Part {
  readonly images: IdxFile;
  readonly labels: IdxFile;
  readonly shape: ImageShape;
  readonly split: Split;
}

async function readPart(folder: string, part: 'train' | 't10k'): Promise<Part> {
  const images = await readIdxFile(join(folder, `${part}-images-idx3-ubyte`));
  const labels = await readIdxFile(join(folder, `${part}-labels-idx1-ubyte`));
  const shape = shapeOf(images);
  const size = images.dimensions[0] as number;
  if (labels.dimensions.length !== 1) throw corruptFile(labels.file, `has ${labels.dimensions.length} dimensions; labels have one`);
  if (labels.values.length !== size) {
    throw corruptFile(labels.file, `holds ${labels.values.length} labels for the ${size} images of ${basename(images.file)}`);
  }
  return { images, labels, shape, split: { size, images: images.values, labels: labels.values } };
}

function shapeOf({ file, dimensions }: IdxFile): ImageShape {
  const [size, height, width, channels = 1] = dimensions;
  if (dimensions.length < 3 || dimensions.length > 4 || height === undefined || width === undefined) {
    throw corruptFile(file, `has ${dimensions.length} dimensions; images have three, or four with channels`);
  }
  if (size === 0 || height * width * channels === 0) throw corruptFile(file, `is empty: ${dimensions.join(' x ')}`);
  return { height, width, channels };
}

function sameShape(a: ImageShape, b: ImageShape): boolean {
  return a.height === b.height && a.width === b.width && a.channels === b.channels;
}

function describe({ height, width, channels }: ImageShape): string {
  return `${height}x${width}x${channels}`;
}
