import { mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCifarFolder } from './cifar-folder.js';
import { CIFAR_10, CIFAR_100, type CifarLayout } from './layout.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'stride-cifar-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The published layouts with a few images a file. */
const small = (layout: CifarLayout): CifarLayout => ({ ...layout, imagesPerTrainFile: 4, testImages: 3, validation: 2 });

/** Red is the image's own number, green the row, blue the column. */
function record(layout: CifarLayout, number: number): Uint8Array {
  const plane = (value: (pixel: number) => number) => Array.from({ length: 1024 }, (_, pixel) => value(pixel));
  const superclass = layout.labelBytes === 2 ? [255] : [];
  return Uint8Array.from([
    ...superclass, number % layout.classes,
    ...plane(() => number), ...plane((pixel) => pixel >> 5), ...plane((pixel) => pixel & 31),
  ]);
}

async function writeAll(layout: CifarLayout): Promise<void> {
  let next = 0;
  const batch = (count: number) => Buffer.concat(Array.from({ length: count }, () => record(layout, next++)));
  for (const name of layout.trainFiles) await writeFile(join(folder, name), batch(layout.imagesPerTrainFile));
  await writeFile(join(folder, layout.testFile), batch(layout.testImages));
}

describe.each([small(CIFAR_10), small(CIFAR_100)])('$name', (layout) => {
  beforeEach(() => writeAll(layout));

  it('is read into three splits, colors side by side', async () => {
    const dataset = await readCifarFolder(folder, layout);
    const trained = 4 * layout.trainFiles.length;
    expect(dataset).toMatchObject({ name: layout.name, classes: layout.classes, shape: { height: 32, width: 32, channels: 3 } });
    expect([dataset.train.size, dataset.validation.size, dataset.test.size]).toEqual([trained - 2, 2, 3]);
    const numbers = [dataset.train, dataset.validation, dataset.test].map(({ size, images, labels }) =>
      Array.from({ length: size }, (_, row) => {
        const number = images[row * 3072] as number;
        expect(labels[row]).toBe(number % layout.classes);
        expect([...images.subarray(row * 3072 + 3 * 37, row * 3072 + 3 * 38)]).toEqual([number, 1, 5]);
        return number;
      }));
    expect(numbers.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: trained + 3 }, (_, index) => index));
    expect(numbers[2]).toEqual([trained, trained + 1, trained + 2]);
  });

  it.each([
    ['missing', null, 'is missing'],
    ['truncated by a byte', (bytes: Buffer) => bytes.subarray(0, -1), 'bytes; 3 images of'],
    ['truncated by an image', (bytes: Buffer) => bytes.subarray(0, bytes.length / 3), 'bytes; 3 images of'],
    ['empty', () => Buffer.alloc(0), 'has 0 bytes; 3 images of'],
    ['corrupt', (bytes: Buffer) => bytes.fill(200), `has label 200 at image 0; labels go from 0 to ${layout.classes - 1}`],
  ])('names a file that is %s, and the fault', async (_, damage, fault) => {
    const file = join(folder, layout.testFile);
    await (damage === null ? unlink(file) : writeFile(file, damage(await readFile(file))));
    const failure = await readCifarFolder(folder, layout).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'DATASET_CORRUPT' });
    expect((failure as Error).message).toContain(`${file} `);
    expect((failure as Error).message).toContain(fault);
  });
});

it.each([CIFAR_10, CIFAR_100])('$name has 50,000 and 10,000 images where it is published', (layout) => {
  expect(layout.trainFiles.length * layout.imagesPerTrainFile).toBe(50_000);
  expect(layout.testImages).toBe(10_000);
});
