import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, Split } from '@stride/core';
import { corruptFile } from '../corrupt-file.js';
import { holdOut } from '../held-out/hold-out.js';
import type { CifarLayout } from './layout.js';

const SIDE = 32, CHANNELS = 3;
const PLANE = SIDE * SIDE;
const PIXELS = PLANE * CHANNELS;
const SPLIT_SEED = 'stride/cifar/1';

/**
 * The dataset in a folder with the published binary files: data_batch_1.bin to data_batch_5.bin and test_batch.bin
 * (CIFAR_10), or train.bin and test.bin (CIFAR_100, by its 100 fine labels).
 * @throws StrideError DATASET_CORRUPT naming the file that is missing or damaged and what is wrong with it
 */
export async function readCifarFolder(folder: string, layout: CifarLayout): Promise<Dataset> {
  const parts: Split[] = [];
  for (const name of layout.trainFiles) parts.push(await readBatch(join(folder, name), layout, layout.imagesPerTrainFile));
  const test = await readBatch(join(folder, layout.testFile), layout, layout.testImages);
  return {
    name: layout.name, shape: { height: SIDE, width: SIDE, channels: CHANNELS }, classes: layout.classes,
    ...holdOut(joined(parts), layout.validation, SPLIT_SEED), test,
  };
}

async function readBatch(file: string, { classes, labelBytes }: CifarLayout, size: number): Promise<Split> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw corruptFile(file, missing ? 'is missing' : 'cannot be read', cause);
  });
  const recordBytes = labelBytes + PIXELS;
  if (bytes.length !== size * recordBytes) {
    throw corruptFile(file, `has ${bytes.length} bytes; ${size} images of ${recordBytes} bytes make ${size * recordBytes}`);
  }
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

/** From one plane a color, as stored, to the colors of each pixel side by side. */
function interleave(from: Uint8Array, start: number, to: Uint8Array, target: number): void {
  for (let pixel = 0; pixel < PLANE; pixel++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      to[target + pixel * CHANNELS + channel] = from[start + channel * PLANE + pixel] as number;
    }
  }
}

function joined(parts: readonly Split[]): Split {
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    images: Buffer.concat(parts.map(({ images }) => images)),
    labels: Buffer.concat(parts.map(({ labels }) => labels)),
  };
}
