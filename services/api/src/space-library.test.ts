import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSpaceLibrary } from './space-library.js';
import { SMALL } from './testing/test-service.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-spaces-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('every JSON file of the folder is a space, named by its document', async () => {
  await writeFile(join(folder, 'b.json'), JSON.stringify({ ...SMALL, name: 'second' }));
  await writeFile(join(folder, 'a.json'), JSON.stringify(SMALL));
  await writeFile(join(folder, 'notes.txt'), 'not a space');
  const library = await readSpaceLibrary(folder);
  expect(library.all.map(({ space }) => space.name)).toEqual(['small', 'second']);
  expect(library.named('second').summary.size).toBe('24');
});

test.each([['broken', '{'], ['invalid', '{"name": "x"}']])('a %s file is named', async (_what, text) => {
  await writeFile(join(folder, 'bad.json'), text);
  await expect(readSpaceLibrary(folder)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('bad.json') });
});

test('two files cannot have one name', async () => {
  await writeFile(join(folder, 'a.json'), JSON.stringify(SMALL));
  await writeFile(join(folder, 'b.json'), JSON.stringify(SMALL));
  await expect(readSpaceLibrary(folder)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('"small"') });
});

test('a folder that is not there is named', async () => {
  await expect(readSpaceLibrary(join(folder, 'gone'))).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('gone') });
});
