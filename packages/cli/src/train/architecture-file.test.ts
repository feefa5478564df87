import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Architecture } from '@stride/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readArchitectureFile } from './architecture-file.js';

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'stride-train-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ARCHITECTURE: Architecture = {
  schemaVersion: 1, input: { height: 8, width: 8, channels: 1 }, classes: 2, stem: { kernel: 3, stride: 2, channels: 4 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 1, expansion: 1, channels: 4, layers: 1, squeezeExcite: 0 }], head: { channels: 8 },
};

function read(content: unknown) {
  const file = path.join(folder, 'file.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readArchitectureFile(file);
}

it('reads a bare architecture', () => {
  expect(read(ARCHITECTURE)).toEqual({ architecture: ARCHITECTURE, dataset: null, provenance: null });
});

it('reads a winner, whatever version wrote it, with its dataset and where it came from', () => {
  const provenance = { dataset: 'fashion-mnist', number: 4 };
  expect(read({ schemaVersion: 1, architecture: ARCHITECTURE, measurement: {}, provenance })).toEqual({ architecture: ARCHITECTURE, dataset: 'fashion-mnist', provenance });
});

it.each([
  ['[]', 'CONFIG_INVALID', /holds no JSON object/], ['{', 'CONFIG_INVALID', /file.json cannot be read/],
  [{ ...ARCHITECTURE, stages: [] }, 'ARCHITECTURE_INVALID', /stages/], [{ architecture: 7 }, 'ARCHITECTURE_INVALID', /./],
])('refuses %j', (content, code, message) => {
  expect(() => read(content)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error);
});

it('names a file that is not there', () => {
  expect(() => readArchitectureFile('/nowhere/winner.json')).toThrow('There is no file /nowhere/winner.json.');
});
