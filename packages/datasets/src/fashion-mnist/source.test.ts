import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readClass } from './source.js';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'stride-source-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const image = (value: number) => Array.from({ length: 784 }, () => value);
const write = (document: unknown) =>
  writeFile(join(folder, '3.json'), typeof document === 'string' ? document : JSON.stringify(document));

it('reads images and leaves empty records out', async () => {
  await write({ data: [image(1), [], image(255)] });
  expect((await readClass(folder, 3)).map((pixels) => [pixels.length, pixels[0]])).toEqual([[784, 1], [784, 255]]);
});

it.each([
  ['no file', undefined, 'cannot be read'],
  ['no JSON', '{"data": [[1,', 'is not valid JSON'],
  ['no list', { images: [] }, 'holds no list of images under "data"'],
  ['a short image', { data: [[], image(0), [1, 2, 3]] }, 'image 2 is not 784 integers of 0 to 255'],
  ['a value that is no byte', { data: [image(256)] }, 'image 0 is not 784 integers of 0 to 255'],
])('names the file when there is %s', async (_, document, problem) => {
  if (document !== undefined) await write(document);
  await expect(readClass(folder, 3)).rejects.toMatchObject({ code: 'DATASET_CORRUPT' });
  await expect(readClass(folder, 3)).rejects.toThrow(join(folder, '3.json'));
  await expect(readClass(folder, 3)).rejects.toThrow(problem);
});
