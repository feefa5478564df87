import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunFolder } from './run-folder.js';

let parent: string;
beforeEach(() => { parent = mkdtempSync(path.join(tmpdir(), 'stride-run-')); });
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const open = () => new RunFolder(path.join(parent, 'trained', 'winner'));

it('keeps the last checkpoint until the run has ended, then weights and result', () => {
  const folder = open();
  expect(folder.readCheckpoint()).toBeNull();
  folder.saveCheckpoint(Uint8Array.of(1, 2, 3));
  folder.saveCheckpoint(Uint8Array.of(4, 5));
  expect([...open().readCheckpoint() ?? []]).toEqual([4, 5]);
  expect(readdirSync(folder.folder)).toEqual(['checkpoint.safetensors']);
  folder.finish(Uint8Array.of(6), { accuracy: 0.9 });
  expect(readdirSync(folder.folder).toSorted()).toEqual(['result.json', 'weights.safetensors']);
  expect([...readFileSync(folder.weights)]).toEqual([6]);
  expect(JSON.parse(readFileSync(folder.result, 'utf8'))).toEqual({ accuracy: 0.9 });
  expect(open().readCheckpoint()).toBeNull();
});

it('writes large files whole', () => {
  const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251);
  open().saveCheckpoint(bytes);
  expect(Buffer.compare(open().readCheckpoint() ?? new Uint8Array(), bytes)).toBe(0);
});
