import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readIdxFolder } from './idx-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-idx-'));
  await write('train-images-idx3-ubyte', idx([12, 2, 3], (index) => index));
  await write('train-labels-idx1-ubyte', idx([12], (index) => index % 4));
  await write('t10k-images-idx3-ubyte', idx([3, 2, 3], (index) => 200 + index));
  await write('t10k-labels-idx1-ubyte', idx([3], (index) => index));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes);

function idx(dimensions: number[], value: (index: number) => number, type = 8): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, type, dimensions.length]);
  dimensions.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  const count = dimensions.reduce((product, size) => product * size, 1);
  return Buffer.concat([header, Uint8Array.from({ length: count }, (_, index) => value(index))]);
}

it('reads four files and holds a sixth of training out', async () => {
  const dataset = await readIdxFolder(folder);
  expect(dataset).toMatchObject({ name: basename(folder), shape: { height: 2, width: 3, channels: 1 }, classes: 4 });
  expect([dataset.train.size, dataset.validation.size, dataset.test.size]).toEqual([10, 2, 3]);
  expect([...dataset.test.images]).toEqual(Array.from({ length: 18 }, (_, index) => 200 + index));
  expect([...dataset.test.labels]).toEqual([0, 1, 2]);
  for (const { size, images, labels } of [dataset.train, dataset.validation]) {
    for (let row = 0; row < size; row++) expect(labels[row]).toBe(((images[row * 6] as number) / 6) % 4);
  }
});

it('takes another name and another number of held-out images', async () => {
  const dataset = await readIdxFolder(folder, { name: 'letters', validation: 5 });
  expect([dataset.name, dataset.train.size, dataset.validation.size]).toEqual(['letters', 7, 5]);
});

it('reads packed files and images with channels', async () => {
  await unlink(join(folder, 'train-labels-idx1-ubyte'));
  await write('train-labels-idx1-ubyte.gz', gzipSync(idx([12], (index) => index % 4)));
  await write('train-images-idx3-ubyte', idx([12, 1, 2, 3], (index) => index));
  await write('t10k-images-idx3-ubyte', idx([3, 1, 2, 3], (index) => index));
  expect((await readIdxFolder(folder)).shape).toEqual({ height: 1, width: 2, channels: 3 });
});

const images = idx([12, 2, 3], (index) => index);

it.each([
  ['a missing file', 'train-images-idx3-ubyte', null, 'is missing, and so is the same name with .gz'],
  ['an empty file', 't10k-labels-idx1-ubyte', Buffer.alloc(0), 'is not an IDX file'],
  ['another format', 'train-images-idx3-ubyte', Buffer.from('\x89PNG and more'), 'is not an IDX file'],
  ['other values', 'train-images-idx3-ubyte', idx([12, 2, 3], () => 0, 13), 'holds values of IDX type 13'],
  ['half a header', 'train-images-idx3-ubyte', images.subarray(0, 9), 'ends within its header, after 9 of 16 bytes'],
  ['a truncated file', 'train-images-idx3-ubyte', images.subarray(0, -1), 'holds 71 values; its header says 12 x 2 x 3 = 72'],
  ['bytes too many', 'train-images-idx3-ubyte', Buffer.concat([images, images]), 'its header says 12 x 2 x 3 = 72'],
  ['labels for images', 'train-images-idx3-ubyte', idx([12], () => 0), 'has 1 dimensions; images have three'],
  ['no images', 'train-images-idx3-ubyte', idx([0, 2, 3], () => 0), 'is empty: 0 x 2 x 3'],
  ['images for labels', 'train-labels-idx1-ubyte', idx([12, 1], () => 0), 'has 2 dimensions; labels have one'],
  ['too few labels', 'train-labels-idx1-ubyte', idx([11], () => 0), 'holds 11 labels for the 12 images of train-images-idx3-ubyte'],
  ['test images of another size', 't10k-images-idx3-ubyte', idx([3, 3, 2], () => 0), 'holds images of 3x2x1, train-images-idx3-ubyte of 2x3x1'],
  ['a label that training lacks', 't10k-labels-idx1-ubyte', Buffer.concat([idx([3], () => 4)]), 'has label 4 at image 0; training knows 0 to 3'],
])('names the file and the fault: %s', async (_, name, bytes, fault) => {
  await (bytes === null ? unlink(join(folder, name)) : write(name, bytes));
  const failure = await readIdxFolder(folder).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'DATASET_CORRUPT' });
  expect((failure as Error).message).toContain(`${join(folder, name)} `);
  expect((failure as Error).message).toContain(fault);
});

it('names a packed file that is damaged', async () => {
  await unlink(join(folder, 'train-labels-idx1-ubyte'));
  await write('train-labels-idx1-ubyte.gz', gzipSync(idx([12], () => 1)).subarray(0, 20));
  await expect(readIdxFolder(folder)).rejects.toMatchObject({ code: 'DATASET_CORRUPT' });
  await expect(readIdxFolder(folder)).rejects.toThrow('train-labels-idx1-ubyte.gz cannot be unpacked');
});
