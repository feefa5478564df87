import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, ImageShape, Split } from '@stride/core';
import { corruptFile, unreadableFile } from '../corrupt-file.js';
import { holdOut } from '../held-out/hold-out.js';
import type { CifarLayout } from './layout.js';

const SIDE = 32, CHANNELS = 3;
const PLANE = SIDE * SIDE;
const PIXELS = PLANE * CHANNELS;
const SPLIT_SEED = 'stride/cifar/1';

export const CIFAR_SHAPE: ImageShape = { height: SIDE, width: SIDE, channels: CHANNELS };

interface Batch extends Split {
  readonly labels: Uint8Array;
}

/**
 * The dataset in a folder with the published binary files: data_batch_1.bin to data_batch_5.bin and test_batch.bin
 * (CIFAR_10), or train.bin and test.bin (CIFAR_100, by its 100 fine labels).
 * @param name of the dataset; default the layout's
 * @throws StrideError DATASET_CORRUPT naming the file that is missing or damaged and what is wrong with it
 */
export async function readCifarFolder(folder: string, layout: CifarLayout, name: string = layout.name): Promise<Dataset> {
  const parts: Batch[] = [];
  for (const file of layout.trainFiles) parts.push(await readBatch(join(folder, file), layout, layout.imagesPerTrainFile));
  const test = await readBatch(join(folder, layout.testFile), layout, layout.testImages);
  return {
    name, shape: CIFAR_SHAPE, classes: layout.classes,
    ...holdOut(joined(parts), layout.validation, SPLIT_SEED), test,
  };
}

/**
 * The files of the folder and the images in each, without reading them.
 * @throws StrideError DATASET_CORRUPT naming the first file that is missing or of the wrong size
 */
export async function listCifarFolder(folder: string, layout: CifarLayout): Promise<string[]> {
  const expected = [...layout.trainFiles.map((name) => [name, layout.imagesPerTrainFile] as const), [layout.testFile, layout.testImages] as const];
  return Promise.all(expected.map(async ([name, images]) => {
    const file = join(folder, name);
    requireSize(file, (await stat(file).catch((cause: unknown) => { throw unreadableFile(file, cause); })).size, layout, images);
    return file;
  }));
}

async function readBatch(file: string, layout: CifarLayout, size: number): Promise<Batch> {
  const { classes, labelBytes } = layout;
  const bytes = await readFile(file).catch((cause: unknown) => { throw unreadableFile(file, cause); });
  requireSize(file, bytes.length, layout, size);
  const recordBytes = labelBytes + PIXELS;
  const images = new Uint8Array(size * PIXELS), labels = new Uint8Array(size);
  for (let index = 0; index < size; index++) {
    const image = index * recordBytes + labelBytes;
    const label = bytes[image - 1] as number;
    if (label >= classes) throw corruptFile(file, `has label ${label} at image ${index}; labels go from 0 to ${classes - 1}`);
    labels[index] = label;
    interleave(bytes, image, images, index * PIXELS);
  }
  return { size, images, labels };
}

function requireSize(file: string, bytes: number, { labelBytes }: CifarLayout, images: number): void {
  const recordBytes = labelBytes + PIXELS;
  if (bytes === images * recordBytes) return;
  throw corruptFile(file, `has ${bytes} bytes; ${images} images of ${recordBytes} bytes make ${images * recordBytes}`);
}

/** From one plane a color, as stored, to the colors of each pixel side by side. */
function interleave(from: Uint8Array, start: number, to: Uint8Array, target: number): void {
  for (let pixel = 0; pixel < PLANE; pixel++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      to[target + pixel * CHANNELS + channel] = from[start + channel * PLANE + pixel] as number;
    }
  }
}

function joined(parts: readonly Batch[]): Batch {
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    images: Buffer.concat(parts.map(({ images }) => images)),
    labels: Buffer.concat(parts.map(({ labels }) => labels)),
  };
}
