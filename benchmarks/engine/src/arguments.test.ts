import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { costOf } from '@stride/core';
import { afterAll, expect, it } from 'vitest';
import { readOptions } from './arguments.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

it('times the three standard networks, and stores', () => {
  const { nets, resultsFolder, json } = readOptions([]);
  expect(nets.map(({ name, batchSize }) => [name, batchSize])).toEqual([['small', 32], ['cifar-b0', 32], ['b0-96', 16]]);
  expect(nets.map(({ architecture }) => costOf(architecture).params)).toEqual([50_906, 1_518_994, 5_986_804]);
  expect(resultsFolder).toMatch(/benchmarks[\\/]results$/);
  expect(json).toBe(false);
});

it('times any architecture document, exports included, and stores nothing', () => {
  const [small] = readOptions([]).nets;
  const plain = file('plain.json', JSON.stringify(small?.architecture)), exported = file('winner.json', JSON.stringify({ architecture: small?.architecture }));
  for (const name of [plain, exported]) {
    expect(readOptions(['--net', name, '--batch', '8'])).toMatchObject({ resultsFolder: null, nets: [{ batchSize: 8, architecture: small?.architecture }] });
  }
});

it.each([
  [['--net', '/nowhere.json'], '/nowhere.json does not exist'],
  [['--net', file('broken.json', '{')], 'broken.json is not JSON'],
  [['--net', file('other.json', '{"stages": 3}')], 'schemaVersion'],
  [['--batch', '8'], '--batch goes with --net'],
  [['--net', file('any.json', '{}'), '--batch', '0'], '--batch 0: expected a whole number'],
  [['--nett', 'x'], '--nett'],
])('%j is refused with what is wrong', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
