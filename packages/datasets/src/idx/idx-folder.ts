import { basename, join } from 'node:path';
import type { Dataset, ImageShape, Split } from '@stride/core';
import { corruptFile } from '../corrupt-file.js';
import { holdOut } from '../held-out/hold-out.js';
import { readIdxFile, readIdxHeader, type IdxFile, type IdxHeader } from './idx-file.js';

export interface IdxFolderOptions {
  /** Name of the dataset; default the folder's. */
  readonly name?: string;
  /** Images of the training file that are held out for validation; default a sixth. */
  readonly validation?: number;
}

const SPLIT_SEED = 'stride/idx/1';
/** A sixth, as is usual with MNIST: 10,000 of 60,000. */
const VALIDATION_SHARE = 6;

/** Names under which the four files are recognised. */
export const IDX_NAMES: readonly string[] = ['train', 't10k'].flatMap((part) => [`${part}-images-idx3-ubyte`, `${part}-labels-idx1-ubyte`]);

/**
 * The dataset in a folder of four IDX files under MNIST's names, plain or with .gz: train-images-idx3-ubyte,
 * train-labels-idx1-ubyte, t10k-images-idx3-ubyte (test) and t10k-labels-idx1-ubyte. Images are N x height x width, or
 * N x height x width x channels; the highest label of training is the last class.
 * @throws StrideError DATASET_CORRUPT naming the file that is missing or damaged and what is wrong with it
 */
export async function readIdxFolder(folder: string, options: IdxFolderOptions = {}): Promise<Dataset> {
  const { train, test, classes } = await readParts(folder, readIdxFile);
  const published: Split = { size: train.size, images: train.images.values, labels: train.labels.values };
  const validation = options.validation ?? heldOutOf(train.size);
  return {
    name: options.name ?? basename(folder), shape: train.shape, classes, ...holdOut(published, validation, SPLIT_SEED),
    test: { size: test.size, images: test.images.values, labels: test.labels.values },
  };
}

/** What a folder holds, without its images: the headers of those files and all labels are read. */
export interface IdxListing {
  readonly shape: ImageShape;
  readonly classes: number;
  readonly splits: { readonly train: number; readonly validation: number; readonly test: number };
  readonly files: readonly string[];
}

/** @throws StrideError DATASET_CORRUPT naming the file that is missing or damaged, as far as that shows by then */
export async function listIdxFolder(folder: string): Promise<IdxListing> {
  const { train, test, classes } = await readParts(folder, readIdxHeader);
  const validation = heldOutOf(train.size);
  return {
    shape: train.shape, classes, splits: { train: train.size - validation, validation, test: test.size },
    files: [train, test].flatMap(({ images, labels }) => [images.file, labels.file]),
  };
}

function heldOutOf(size: number): number {
  return Math.floor(size / VALIDATION_SHARE);
}

interface Part<Images extends IdxHeader> {
  readonly size: number;
  readonly images: Images;
  readonly labels: IdxFile;
  readonly shape: ImageShape;
}

/** Both parts, which have to agree. @param read the image files, or no more of them than their headers */
async function readParts<Images extends IdxHeader>(folder: string, read: (file: string) => Promise<Images>) {
  const train = await readPart(folder, 'train', read);
  const test = await readPart(folder, 't10k', read);
  if (!sameShape(train.shape, test.shape)) {
    throw corruptFile(test.images.file, `holds images of ${describe(test.shape)}, ${basename(train.images.file)} of ${describe(train.shape)}`);
  }
  const classes = 1 + train.labels.values.reduce((highest, label) => Math.max(highest, label), 0);
  const stranger = test.labels.values.findIndex((label) => label >= classes);
  if (stranger !== -1) {
    throw corruptFile(test.labels.file, `has label ${test.labels.values[stranger]} at image ${stranger}; training knows 0 to ${classes - 1}`);
  }
  return { train, test, classes };
}

async function readPart<Images extends IdxHeader>(
  folder: string, part: 'train' | 't10k', read: (file: string) => Promise<Images>,
): Promise<Part<Images>> {
  const images = await read(join(folder, `${part}-images-idx3-ubyte`));
  const labels = await readIdxFile(join(folder, `${part}-labels-idx1-ubyte`));
  const shape = shapeOf(images);
  const size = images.dimensions[0] as number;
  if (labels.dimensions.length !== 1) throw corruptFile(labels.file, `has ${labels.dimensions.length} dimensions; labels have one`);
  if (labels.values.length !== size) {
    throw corruptFile(labels.file, `holds ${labels.values.length} labels for the ${size} images of ${basename(images.file)}`);
  }
  return { size, images, labels, shape };
}

function shapeOf({ file, dimensions }: IdxHeader): ImageShape {
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
