import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inspectEmbedded } from './inspect.js';

let home: string;
beforeEach(() => { home = mkdtempSync(join(tmpdir(), 'stride-inspect-')); });
afterEach(() => rmSync(home, { recursive: true }));

it('makes nothing where there is nothing', async () => {
  expect(await inspectEmbedded(join(home, 'none'))).toEqual({ missing: null, directory: join(home, 'none', 'postgres'), exists: false, running: null });
  expect(existsSync(join(home, 'none'))).toBe(false);
});

it('says why there is no server', async () => {
  const { missing } = await inspectEmbedded(home, () => Promise.reject(new Error('not installed')));
  expect(missing).toMatch(/is not installed .* or set DATABASE_URL/);
});

it('follows a database that was moved, and takes no other process for its server', async () => {
  const moved = join(home, 'moved');
  mkdirSync(join(moved, 'data'), { recursive: true });
  mkdirSync(join(home, 'postgres'));
  writeFileSync(join(home, 'postgres', 'moved-to'), moved);
  writeFileSync(join(moved, 'data', 'postmaster.pid'), `${process.pid}\n\n\n5432\n`);
  expect(await inspectEmbedded(home)).toEqual({ missing: null, directory: moved, exists: true, running: null });
});
