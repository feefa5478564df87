/** `stride export` as a user runs it, on what `stride train` has left behind. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const STRIDE = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));

const ARCHITECTURE = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 2, channels: 8, layers: 2, squeezeExcite: 0.25 }], head: { channels: 16 },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stride-e2e-export-'));
  writeFileSync(path.join(folder, 'small.json'), JSON.stringify(ARCHITECTURE));
  stride('train', 'small.json', '--dataset', 'synthetic', '--epochs', '1', '--batch-size', '20');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function stride(...args: string[]): string {
  const env = { ...process.env, STRIDE_HOME: folder, STRIDE_TIMING_LOCK: path.join(folder, 'timing.lock') };
  return execFileSync(process.execPath, [STRIDE, ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

it.each([
  ['json', ['small.json']], ['timm', ['small_timm.py']], ['pytorch', ['small_pytorch.py', 'weights.safetensors']],
  ['keras', ['small_keras.py', 'weights.safetensors']], ['tfjs', ['group1-shard1of1.bin', 'model.json']], ['onnx', ['small.onnx']],
])('writes %s', (format, files) => {
  expect(stride('export', 'trained/small', '--format', format, '--out', format)).toContain(`Written to ${format}/`);
  expect(readdirSync(path.join(folder, format)).toSorted()).toEqual(files);
});

it('writes a network that PyTorch takes as it is', () => {
  stride('export', 'trained/small', '--format', 'pytorch', '--out', 'torch');
  const printed = execFileSync('/usr/bin/python3', ['small_pytorch.py', 'weights.safetensors'], { cwd: path.join(folder, 'torch'), encoding: 'utf8' });
  const { params } = JSON.parse(readFileSync(path.join(folder, 'trained/small/result.json'), 'utf8')) as { params: number };
  expect(printed).toBe(`${params.toLocaleString('en-US')} parameters\n`);
});
