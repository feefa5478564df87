import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import cac from 'cac';
import { fullTrainingTask, referenceArchitecture, TRAINING_RECIPE, type Architecture } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import { createTrainer, openBackend, openGate } from '@stride/engine';
import { bundleFiles, EXPORT_FORMATS } from '@stride/export';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FORMATS, registerExport } from './export.js';

const ARCHITECTURE: Architecture = {
  schemaVersion: 1, input: { height: 8, width: 8, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 2, channels: 8, layers: 2, squeezeExcite: 0.25 }], head: { channels: 16 },
};
const WINNER = { schemaVersion: 1, architecture: ARCHITECTURE, provenance: { dataset: 'synthetic' } };

/** Where the tests run; each works in a folder of its own. */
const START = process.cwd();

let folder: string;
let weights: Uint8Array;
beforeAll(async () => {
  const backend = await openBackend({ name: 'wasm' });
  const dataset = syntheticDataset({ shape: ARCHITECTURE.input, train: 64, validation: 10, test: 10 });
  const task = fullTrainingTask({ ...TRAINING_RECIPE, epochs: 1, batchSize: 16 });
  ({ weights } = await createTrainer({ backend, dataset, gate: openGate }).fit(ARCHITECTURE, task, {}));
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stride-cli-export-'));
  process.chdir(folder);
  writeFileSync(at('winner.json'), JSON.stringify(WINNER));
  writeFileSync(at('bare.json'), JSON.stringify(ARCHITECTURE));
  mkdirSync(at('trained/winner'), { recursive: true });
  writeFileSync(at('trained/winner/weights.safetensors'), weights);
  writeFileSync(at('trained/winner/result.json'), JSON.stringify({ ...WINNER, test: { accuracy: 0.9 } }));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.chdir(START);
  rmSync(folder, { recursive: true });
});

const at = (name: string) => path.join(folder, name);
const text = (file: string) => readFileSync(file, 'utf8');

/** Runs the command and returns the files that it says it has written. */
async function stride(...args: string[]): Promise<string[]> {
  let output = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => { output += String(chunk); return true; });
  const cli = cac('stride');
  registerExport(cli);
  cli.parse(['node', 'stride', 'export', ...args, '--json'], { run: false });
  await cli.runMatchedCommand();
  write.mockRestore();
  return (JSON.parse(output) as { files: string[] }).files;
}

it('names the formats that there are in its help', () => {
  expect(FORMATS.replace(' or ', ', ').split(', ')).toEqual(EXPORT_FORMATS.map(({ name }) => name));
});

describe('a network of this machine', () => {
  it('is a winner, whose document stays whole, or a bare architecture', async () => {
    const [winner] = await stride(at('winner.json'), '--format', 'json', '--out', at('out'));
    expect(winner).toBe(at('out/winner.json'));
    expect(JSON.parse(text(at('out/winner.json')))).toEqual(WINNER);
    await stride(at('bare.json'), '--format', 'json', '--out', at('other.json'));
    expect(JSON.parse(text(at('other.json')))).toEqual(ARCHITECTURE);
  });

  it('is a published network by its name', async () => {
    const [file = ''] = await stride('efficientnetv2-b0', '--format', 'timm', '--out', at('out'));
    expect(file).toBe(at('out/efficientnetv2_b0_timm.py'));
    expect(text(file)).toContain('["er_r2_k3_s2_e4_c32"]');
    await stride('efficientnetv2-b0', '--format', 'json', '--out', at('b0.json'));
    expect(JSON.parse(text(at('b0.json')))).toEqual(referenceArchitecture('efficientnetv2-b0'));
  });

  it('is what training left behind: its folder, or its weights', async () => {
    const fromFolder = await stride(at('trained/winner'), '--format', 'pytorch', '--out', at('out'));
    expect(fromFolder).toEqual([at('out/winner_pytorch.py'), at('out/weights.safetensors')]);
    expect(text(at('out/winner_pytorch.py'))).toContain('of the images that this network was trained on');
    const fromFile = await stride(at('trained/winner/weights.safetensors'), '--format', 'onnx', '--out', at('model.onnx'));
    expect(fromFile).toEqual([at('model.onnx')]);
    await stride(at('trained/winner'), '--format', 'json', '--out', at('result.json'));
    expect(JSON.parse(text(at('result.json')))).toMatchObject({ architecture: ARCHITECTURE, test: { accuracy: 0.9 } });
  });

  it('takes weights from elsewhere, if they are of the same architecture', async () => {
    const files = await stride('winner.json', '--weights', 'trained/winner/weights.safetensors', '--format', 'onnx');
    expect(files).toEqual(['exported/winner.onnx']);
    await expect(stride('efficientnetv2-b0', '--weights', 'trained/winner/weights.safetensors', '--format', 'onnx'))
      .rejects.toMatchObject({ code: 'WEIGHTS_INVALID', message: expect.stringMatching(/of another architecture: input_8x8x1 .*, not input_224x224x3/) as string });
  });

  it('goes to a folder of its own, or a single file into one for all', async () => {
    expect(await stride('trained/winner', '--format', 'pytorch')).toEqual(['exported/winner-pytorch/winner_pytorch.py', 'exported/winner-pytorch/weights.safetensors']);
    expect(await stride('winner.json', '--format', 'json')).toEqual(['exported/winner.json']);
  });

  it('goes to a folder with a point in its name, too', async () => {
    expect(await stride('trained/winner', '--format', 'onnx', '--out', 'results.v2')).toEqual(['results.v2/winner.onnx']);
    expect(await stride('trained/winner', '--format', 'onnx', '--out', 'results.v2/other.ONNX')).toEqual(['results.v2/other.ONNX']);
    expect(await stride('trained/winner', '--format', 'onnx', '--out', 'results.onnx')).toEqual(['results.onnx']);
  });

  it.each<[string, string[], string, RegExp]>([
    ['no format', ['winner.json'], 'CONFIG_INVALID', /--format:\n {2}json +The architecture/],
    ['an unknown format', ['winner.json', '--format', 'tflite'], 'EXPORT_FORMAT_UNKNOWN', /"tflite"; there are json, timm/],
    ['no source', ['--format', 'json'], 'CONFIG_INVALID', /Name what to export/],
    ['a file that is not there', ['nowhere.json', '--format', 'json'], 'CONFIG_INVALID', /There is no file .*nowhere\.json/],
    ['weights that are not there', ['nowhere.safetensors', '--format', 'json'], 'CONFIG_INVALID', /There is no file .*nowhere\.safetensors/],
    ['an unknown name', ['resnet50', '--format', 'json'], 'ARCHITECTURE_UNKNOWN', /"resnet50"/],
    ['a folder without weights', ['trained', '--format', 'json'], 'CONFIG_INVALID', /holds no weights\.safetensors/],
    ['weights that it does not have', ['winner.json', '--format', 'onnx'], 'WEIGHTS_MISSING', /First stride train .*winner\.json, then stride export trained\/winner --format onnx/],
    ['weights that a published network does not have', ['efficientnetv2-s', '--format', 'onnx'], 'WEIGHTS_MISSING',
      /First stride train efficientnetv2-s --dataset NAME, then stride export trained\/efficientnetv2-s --format onnx/],
    ['a candidate of a file', ['winner.json', '--format', 'json', '--candidate', '3'], 'CONFIG_INVALID', /--candidate is of a search/],
    ['weights that are none', ['winner.json', '--format', 'onnx', '--weights', 'bare.json'], 'WEIGHTS_INVALID', /This file cannot be used/],
    ['weights for a search', ['--format', 'onnx', '--search', 'x', '--weights', 'bare.json'], 'CONFIG_INVALID', /--weights go with a network of this machine/],
    ['a file and a search', ['winner.json', '--format', 'json', '--search', 'x'], 'CONFIG_INVALID', /exclude each other/],
    ['a candidate that is no number', ['--format', 'json', '--search', 'x', '--candidate', 'best'], 'CONFIG_INVALID', /--candidate is "best"/],
  ])('is refused with %s', async (_, args, code, message) => {
    await expect(stride(...args)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

describe('of a search', () => {
  const file = (name: string, content: string) => ({ name, contentType: 'text/x-python', bytes: Buffer.from(content) });
  let server: Server;
  const asked: string[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url?.endsWith('/candidates?limit=500')) return response.end(JSON.stringify({ items: [{ id: 'c1', number: 1 }], nextCursor: 'next' }));
      if (request.url?.endsWith('&cursor=next')) return response.end(JSON.stringify({ items: [{ id: 'c7', number: 7 }], nextCursor: null }));
      if (request.url === '/v1/searches/s1') return response.end(JSON.stringify({ id: 's1', reference: { id: 'c0', number: 0 } }));
      const { name, contentType, bytes } = bundleFiles('winner-s1-pytorch', [file('model.py', 'import torch'), file('weights.safetensors', '...')]);
      return response.writeHead(200, { 'content-type': contentType, 'content-disposition': `attachment; filename="${name}"` }).end(bytes);
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    vi.stubEnv('STRIDE_PORT', String((server.address() as AddressInfo).port));
    vi.stubEnv('STRIDE_HOST', '127.0.0.1');
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('the winner is asked for and unpacked', async () => {
    expect(await stride('--search', 's1', '--format', 'pytorch', '--out', at('out'))).toEqual([at('out/model.py'), at('out/weights.safetensors')]);
    expect(text(at('out/model.py'))).toBe('import torch');
    expect(asked).toEqual(['/v1/searches/s1/export?format=pytorch']);
  });

  it.each([[0, 'c0'], [1, 'c1'], [7, 'c7']])('candidate %d is found by its number', async (number, id) => {
    await stride('--search', 's1', '--candidate', String(number), '--format', 'pytorch', '--out', at('out'));
    expect(asked.at(-1)).toBe(`/v1/candidates/${id}/export?format=pytorch`);
  });

  it('is an error at once where no Stride runs', async () => {
    vi.stubEnv('STRIDE_PORT', '9');
    await expect(stride('--search', 's1', '--format', 'json')).rejects.toMatchObject({ code: 'NOT_READY', message: 'Stride does not answer at http://127.0.0.1:9. Is it running there?' });
  });

  it('a number that no candidate has is an error', async () => {
    await expect(stride('--search', 's1', '--candidate', '9', '--format', 'json')).rejects.toMatchObject({ code: 'CANDIDATE_UNKNOWN', message: 'Search s1 has no candidate #9.' });
  });
});
