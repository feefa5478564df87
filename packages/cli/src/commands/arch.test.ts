import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import cac from 'cac';
import { costOf, referenceArchitecture, REFERENCE_ARCHITECTURES, validateArchitecture } from '@stride/core';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { parseCommandLine } from '../command-line/parse.js';
import { registerArch } from './arch.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-arch-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** What the command prints, without its colors, which a CI run has. */
function stride(...args: string[]): string {
  let output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => { output += String(text); return true; });
  vi.spyOn(console, 'log').mockImplementation((text: string) => { output += `${text}\n`; });
  const cli = cac('stride');
  registerArch(cli);
  parseCommandLine(cli, ['node', 'stride', 'arch', ...args]);
  cli.runMatchedCommand();
  return stripVTControlCharacters(output);
}

const WINNER = {
  schemaVersion: 1 as const, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3 as const, stride: 2 as const, channels: 16 },
  stages: [
    { op: 'fused_mbconv' as const, kernel: 3 as const, stride: 1 as const, expansion: 1, channels: 16, layers: 1, squeezeExcite: 0 },
    { op: 'mbconv' as const, kernel: 5 as const, stride: 2 as const, expansion: 4, channels: 32, layers: 2, squeezeExcite: 0.25 },
  ],
  head: { channels: 128 },
};
const winnerFile = path.join(folder, 'winner.json');
writeFileSync(winnerFile, JSON.stringify({ architecture: WINNER, provenance: { dataset: 'fashion-mnist' } }));

it('lists every published network with what it costs', () => {
  const { items } = JSON.parse(stride('list', '--json')) as { items: { name: string; params: { trainable: number; total: number } }[] };
  expect(items.map(({ name }) => name)).toEqual(REFERENCE_ARCHITECTURES.map(({ name }) => name));
  expect(items.find(({ name }) => name === 'efficientnetv2-s')).toMatchObject({ classes: 1000, input: { height: 384 }, params: { trainable: 21_458_488, total: 21_612_360 }, multiplyAdds: 8_365_617_152 });
  const table = stride('list');
  expect(table).toMatch(/efficientnetv2-m .*54,139,356/);
  expect(table.split('\n').every((line) => line === line.trimEnd())).toBe(true);
});

it('describes a published network, for other images, classes and batches too', () => {
  const described = JSON.parse(stride('describe', 'efficientnetv2-b0', '--json', '--image-size', '96', '--classes', '10', '--batch-size', '16')) as Record<string, unknown>;
  const { params, batchNormStatistics, multiplyAdds, activationElements } = costOf(referenceArchitecture('efficientnetv2-b0', { imageSize: 96, classes: 10 }));
  expect(described).toMatchObject({
    name: 'efficientnetv2-b0', batchSize: 16, params: { trainable: params, total: params + batchNormStatistics }, multiplyAdds, activationBytes: 64 * activationElements,
  });
  expect(described['stages']).toHaveLength(9);
});

it('describes the architecture of a winner, and one of its own', () => {
  const bare = path.join(folder, 'bare.json');
  writeFileSync(bare, JSON.stringify(WINNER));
  for (const file of [winnerFile, bare]) {
    expect(JSON.parse(stride('describe', file, '--json'))).toMatchObject({ architecture: WINNER, params: { trainable: costOf(WINNER).params } });
  }
  const text = stride('describe', winnerFile);
  expect(text).toContain('input_28x28x1');
  expect(text).toMatch(/stage 2 .*2 x MBConv 5x5 e4 stride 2 se0.25 .*7x7x32/);
  expect(text).toMatch(/total .*27,878 .*1.622 M/);
});

it('scales, and writes what came out', () => {
  const out = path.join(folder, 'b3.json');
  const scaled = JSON.parse(stride('scale', 'efficientnetv2-b0', '--width', '1.2', '--depth', '1.4', '--image-size', '300', '--out', out, '--json')) as object;
  const b3 = referenceArchitecture('efficientnetv2-b3');
  expect(scaled).toMatchObject({ architecture: b3, coefficients: { width: 1.2, depth: 1.4, resolution: 300 / 224 }, params: { trainable: 14_358_406 } });
  expect(validateArchitecture(JSON.parse(readFileSync(out, 'utf8')))).toEqual(b3);
});

it('takes budgets with a unit, and the rounding of V1', () => {
  const trainable = (text: string) => (JSON.parse(text) as { params: { trainable: number } }).params.trainable;
  expect(Math.abs(trainable(stride('scale', winnerFile, '--params', '0.2M', '--json')) / 200_000 - 1)).toBeLessThanOrEqual(0.05);
  expect(trainable(stride('scale', 'efficientnet-b0', '--width', '1.2', '--depth', '1.4', '--keep-ninety-percent', '--json'))).toBe(12_233_232);
  expect(stride('scale', winnerFile, '--phi', '2', '--method', 'nonuniform', '--max-image-size', 'none')).toContain('image size x1.321');
});

it('makes a family of a winner, with a table of costs', () => {
  const { members } = JSON.parse(stride('family', winnerFile, '--json', '--batch-size', '64')) as { members: { size: string; params: { trainable: number }; batchSize: number }[] };
  expect(members.map(({ size, batchSize }) => [size, batchSize])).toEqual([['S', 64], ['M', 64], ['L', 64]]);
  expect(members[0]).toMatchObject({ architecture: WINNER });
  expect(stride('family', winnerFile)).toMatch(/^L +28x28x1 /m);
});

it.each([
  [['describe', 'efficientnetv2-b9'], 'ARCHITECTURE_UNKNOWN', 'nor a file of that name; there are efficientnetv2-b0'],
  [['describe', './nothing.json'], 'CONFIG_INVALID', 'There is no file ./nothing.json'],
  [['describe'], undefined, 'missing required args for command `arch describe <name|file>`'],
  [['describe', 'efficientnetv2-s', '--image-size', '16'], 'ARCHITECTURE_INVALID', 'at least 32x32, the network\'s total stride'],
  [['describe', 'efficientnetv2-s', '--image-size', 'wide'], 'CONFIG_INVALID', '--image-size is "wide"'],
  [['describe', 'efficientnetv2-s', '--classes', '1'], 'ARCHITECTURE_INVALID', 'found 1'],
  [['describe', 'efficientnetv2-s', '--batch-size', '0'], 'ARCHITECTURE_INVALID', 'found 0'],
  [['scale', 'efficientnetv2-b0'], 'CONFIG_INVALID', '--width, --depth, --resolution'],
  [['scale', 'efficientnetv2-b0', '--width', '0'], 'SCALING_INVALID', '/target/width: found 0'],
  [['scale', 'efficientnetv2-b0', '--depth', '0'], 'SCALING_INVALID', '/target/depth: found 0'],
  [['scale', 'efficientnetv2-b0', '--resolution', '0.1'], 'SCALING_INVALID', 'images of 22x22; expected at least 32x32'],
  [['scale', 'efficientnetv2-b0', '--params', '10'], 'SCALING_INVALID', '10 parameters cannot be met within 5 %'],
  [['scale', 'efficientnetv2-b0', '--phi', '1', '--params', '10M'], 'SCALING_INVALID', 'found phi, params'],
  [['scale', 'efficientnetv2-b0', '--phi', '1', '--out', path.join(folder, 'no', 'such.json')], 'CONFIG_INVALID', 'cannot be written'],
  [['family', 'efficientnetv2-b0', '--method', 'magic'], 'SCALING_INVALID', '"magic"; expected one of "compound", "nonuniform"'],
  [['describe', 'efficientnetv2-b0', '--phi', '3'], 'CONFIG_INVALID', 'stride arch describe has no flag --phi; stride arch describe --help lists all.'],
  [['family', 'efficientnetv2-b0', '--out', 'x.json'], 'CONFIG_INVALID', 'stride arch family has no flag --out'],
  [['list', '--image-size', '32'], 'CONFIG_INVALID', 'stride arch list has no flag --image-size'],
  [['list', 'extra'], undefined, 'Unused args: `extra`'],
  [['scale', 'efficientnetv2-b0', '--widht', '2'], 'CONFIG_INVALID', 'has no flag --widht; did you mean --width?'],
  [['toString'], 'CONFIG_INVALID', 'There is no stride arch toString; there are list, describe, scale, family.'],
])('%j is refused in one line', (args, code, message) => {
  const run = () => stride(...args);
  expect(run).toThrow(code === undefined ? expect.objectContaining({ name: 'CACError' }) : expect.objectContaining({ code }));
  expect(run).toThrow(message);
  expect(run).toThrow(expect.objectContaining({ message: expect.not.stringContaining('\n') }));
});
