import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Split } from '@stride/core';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolder } from '../folder/open-folder.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'stride-images-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Color { readonly r: number; readonly g: number; readonly b: number }
const RED: Color = { r: 255, g: 0, b: 0 };
const grey = (value: number): Color => ({ r: value, g: value, b: value });

const plain = (color: Color, width = 8, height = 8) => sharp({ create: { width, height, channels: 3, background: color } });

async function put(path: string, image: Sharp | string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  if (typeof image === 'string') await writeFile(file, image);
  else await image.toFile(file);
  return file;
}

const now = <T>(work: () => T | Promise<T>) => Promise.resolve(work());
const open = () => openFolder(folder, 'mine');
const read = async () => (await open()).read(now);
const failure = (promise: Promise<unknown>) => promise.then(() => { throw new Error('it worked'); }, (error: unknown) => error as Error & { code: string });

/** Class 0 has dark images and class 1 light ones, each of another grey. */
async function fill(part: string, perClass: number): Promise<void> {
  for (let index = 0; index < perClass; index++) {
    await put(join(part, 'cats', `${index}.png`), plain(grey(index)));
    await put(join(part, 'dogs', `${index}.png`), plain(grey(200 + index)));
  }
}

const greys = ({ size, images }: Split) => Array.from({ length: size }, (_, index) => images[index * 32 * 32 * 3] as number);

describe('class folders', () => {
  it('hold a tenth of each class out, for validation and for test, always the same', async () => {
    await fill('', 20);
    const opened = await open();
    expect(opened.info).toMatchObject({
      name: 'mine', shape: { height: 32, width: 32, channels: 3 }, classes: 2, splits: { train: 32, validation: 4, test: 4 },
      description: 'Images in class folders: cats, dogs',
    });
    const dataset = await opened.read(now);
    expect(await read()).toEqual(dataset);
    const all = [dataset.train, dataset.validation, dataset.test].flatMap(greys).sort((a, b) => a - b);
    expect(all).toEqual([...Array.from({ length: 20 }, (_, index) => index), ...Array.from({ length: 20 }, (_, index) => 200 + index)]);
    for (const split of ['train', 'validation', 'test'] as const) {
      expect(dataset[split].size).toBe(opened.info.splits[split]);
      expect([...dataset[split].labels]).toEqual(greys(dataset[split]).map((value) => (value < 200 ? 0 : 1)));
    }
  });

  it('are looked through deeply, without hidden files and what is no image', async () => {
    await fill('', 5);
    await put('cats/more/and/more.jpeg', plain(grey(90)));
    await put('cats/notes.txt', 'no image');
    await put('cats/.hidden.png', 'no image');
    await put('.cache/x.png', 'no image');
    expect((await open()).info).toMatchObject({ classes: 2, splits: { train: 7, validation: 2, test: 2 } });
  });

  it('of more than 256 classes get labels of two bytes', async () => {
    const pixel = await plain(RED, 1, 1).png().toBuffer();
    await put('dataset.json', '{"height": 1, "width": 1}');
    for (let label = 0; label < 300; label++) {
      await mkdir(join(folder, String(1000 + label)));
      for (const name of ['a.png', 'b.png', 'c.png']) await writeFile(join(folder, String(1000 + label), name), pixel);
    }
    const { train } = await read();
    // All images are alike, so all of them are for training.
    expect(train.labels).toBeInstanceOf(Uint16Array);
    expect(Math.max(...train.labels)).toBe(299);
  });
});

describe('train, validation and test folders', () => {
  it.each(['val', 'valid', 'Validation'])('are taken as they are, validation from %s/', async (name) => {
    await fill('train', 6);
    await put(`${name}/dogs/a.png`, plain(grey(210)));
    await put('Test/cats/b.png', plain(grey(30)));
    await put('Test/dogs/c.png', plain(grey(240)));
    expect((await open()).info.splits).toEqual({ train: 12, validation: 1, test: 2 });
    const dataset = await read();
    expect([greys(dataset.validation), [...dataset.validation.labels]]).toEqual([[210], [1]]);
    expect([greys(dataset.test), [...dataset.test.labels]]).toEqual([[30, 240], [0, 1]]);
  });

  it('are held out of training where the folder lacks one', async () => {
    await fill('train', 20);
    await put('val/cats/a.png', plain(grey(100)));
    expect((await open()).info.splits).toEqual({ train: 36, validation: 1, test: 4 });
    const dataset = await read();
    expect([dataset.train.size, greys(dataset.validation), dataset.test.size]).toEqual([36, [100], 4]);
  });

  it('may as well be classes, when there are others beside them', async () => {
    for (const name of ['train', 'bus', 'test']) for (const image of [1, 2, 3]) await put(`${name}/${image}.png`, plain(grey(image)));
    expect((await open()).info).toMatchObject({ classes: 3, description: 'Images in class folders: bus, test, train' });
  });
});

describe('decoding', () => {
  /** The first image of class 0, of which there are three equal ones, so that they are in training. */
  async function decoded(name: string, image: () => Sharp, size = '{"height": 2, "width": 2}'): Promise<number[]> {
    await put('dataset.json', size);
    for (const copy of [1, 2, 3]) await put(`a/${copy}${name}`, image());
    for (const index of [1, 2, 3]) await put(`b/${index}.png`, plain(grey(100 + 20 * index)));
    const { train } = await read();
    const pixels = train.images.length / train.size;
    return [...train.images.subarray(train.labels.indexOf(0) * pixels, (train.labels.indexOf(0) + 1) * pixels)];
  }

  const raw = (values: number[], width: number, channels: 1 | 2 | 3 | 4) =>
    sharp(Uint8Array.from(values), { raw: { width, height: values.length / channels / width, channels } });

  it.each<[string, (image: Sharp) => Sharp]>([
    ['.png', (image) => image], ['.gif', (image) => image], ['.webp', (image) => image.webp({ lossless: true })],
    ['.tiff', (image) => image.tiff({ compression: 'lzw' })],
  ])('reads %s exactly', async (extension, encode) => {
    const values = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
    expect(await decoded(extension, () => encode(raw(values, 2, 3)))).toEqual(values);
  });

  it('reads jpeg, nearly', async () => {
    const values = await decoded('.JPG', () => plain({ r: 200, g: 100, b: 50 }).jpeg());
    [200, 100, 50].forEach((value, channel) => expect(Math.abs((values[channel] as number) - value)).toBeLessThan(4));
  });

  it('reads 16 bits a value as 8, grey as color and color as grey', async () => {
    expect(await decoded('.png', () => plain(grey(128), 2, 2).toColourspace('rgb16').png())).toEqual(Array.from({ length: 12 }, () => 128));
    expect(await decoded('.png', () => plain(grey(77), 2, 2).toColourspace('b-w').png())).toEqual(Array.from({ length: 12 }, () => 77));
    const one = await decoded('.png', () => plain(grey(90), 2, 2), '{"height": 2, "width": 2, "channels": 1}');
    expect(one).toEqual([90, 90, 90, 90]);
  });

  it('puts transparency over black', async () => {
    expect(await decoded('.png', () => raw([255, 255, 255, 0, 10, 20, 30, 255, 255, 0, 0, 0, 1, 2, 3, 255], 2, 4)))
      .toEqual([0, 0, 0, 10, 20, 30, 0, 0, 0, 1, 2, 3]);
  });

  it('cuts around the center and keeps the proportions', async () => {
    const row = [255, 0, 0, /* the middle */ 0, 0, 0, 0, 0, 0, /* and beyond */ 255, 0, 0];
    expect(await decoded('.png', () => raw([...row, ...row], 4, 3))).toEqual(Array.from({ length: 12 }, () => 0));
  });

  it('turns an image upright as its camera noted', async () => {
    const image = () => raw([255, 0], 2, 1).withMetadata({ orientation: 6 });
    expect(await decoded('.png', image, '{"height": 2, "width": 1, "channels": 1}')).toEqual([255, 0]);
  });
});

describe('what is wrong is named', () => {
  it('a file that is no image, or half of one', async () => {
    await fill('', 4);
    const bad = await put('cats/bad.png', 'this is text');
    expect(await failure(read())).toMatchObject({ code: 'DATASET_CORRUPT', message: expect.stringContaining(`${bad} cannot be decoded`) });
    await rm(bad);
    const noise = Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 7919) % 251);
    const cut = await put('cats/cut.jpg', sharp(Uint8Array.from(noise), { raw: { width: 64, height: 64, channels: 3 } }));
    await truncate(cut, 1500);
    expect(await failure(read())).toMatchObject({ code: 'DATASET_CORRUPT', message: expect.stringContaining(`${cut} cannot be decoded`) });
    await truncate(cut, 0);
    expect(await failure(read())).toMatchObject({ code: 'DATASET_CORRUPT', message: expect.stringContaining(cut) });
  });

  it('a file that went away since it was listed', async () => {
    await fill('', 4);
    const opened = await open();
    await rm(join(folder, 'dogs/2.png'));
    expect(await failure(opened.read(now))).toMatchObject({ code: 'DATASET_CORRUPT', message: `${join(folder, 'dogs/2.png')} is missing.` });
  });

  it.each([
    ['nothing', [], 'holds no dataset. Expected were class folders'],
    ['files alone', ['a.png'], 'found was a.png'],
    ['one class', ['a/1.png'], 'should hold one folder of images for each class, 2 to 65536 of them; found one, a'],
    ['a class without images', ['a/1.png', 'b/readme.txt'], 'b holds no images'],
    ['images straight in train', ['train/1.png'], 'train should hold one folder of images for each class, 2 to 65536 of them; found none'],
    ['a class that training lacks', ['train/a/1.png', 'train/b/1.png', 'test/c/1.png'], 'test/c is no class of training, which has a, b'],
    ['parts beside classes', ['train/a/1.png', 'train/b/1.png', 'unlabeled/1.png'], 'beside it only validation/ and test/ make sense; found unlabeled'],
    ['no training', ['val/a/1.png', 'test/a/1.png'], 'has test, val, but no train/ with class folders'],
    ['two validation folders', ['train/a/1.png', 'train/b/1.png', 'val/a/1.png', 'validation/a/1.png'], 'has both val/ and validation/; they mean the same'],
    ['too few images', ['a/1.png', 'b/1.png'], 'none are left for validation'],
  ])('%s', async (_, files, says) => {
    for (const file of files) await put(file, 'not read');
    expect(await failure(open())).toMatchObject({ code: 'DATASET_INVALID', message: expect.stringContaining(says) });
  });

  it.each([
    ['{"height": 32', 'is not valid JSON'],
    ['[32, 32]', 'expected an object like {"height": 32, "width": 32}'],
    ['{"height": 32, "width": 32, "depth": 3}', 'has the field "depth"; known are height, width, channels'],
    ['{"height": 32}', 'lacks the field width; expected is a whole number from 1 to 1024'],
    ['{"height": 32.5, "width": 32}', 'has 32.5 for height'],
    ['{"height": 32, "width": 4096}', 'has 4096 for width'],
    ['{"height": 32, "width": "32"}', 'has "32" for width'],
    ['{"height": 32, "width": 32, "channels": 4}', 'has 4 for channels; expected is 3 for color or 1 for grey'],
  ])('dataset.json: %s', async (text, says) => {
    await fill('', 3);
    const file = await put('dataset.json', text);
    const error = await failure(open());
    expect(error).toMatchObject({ code: 'DATASET_INVALID', message: expect.stringContaining(says) });
    expect(error.message).toContain(file);
  });

  it('more than memory holds', async () => {
    await put('dataset.json', '{"height": 1024, "width": 1024}');
    for (let index = 0; index < 350; index++) for (const label of ['a', 'b']) await put(`${label}/${index}.png`, 'not read');
    expect(await failure(open())).toMatchObject({ code: 'DATASET_INVALID', message: expect.stringContaining('700 images, which at 1024x1024x3 make 2.1 GiB') });
  });
});
