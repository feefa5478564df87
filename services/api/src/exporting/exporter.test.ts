import { fullTrainingTask, TRAINING_RECIPE } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import { createTrainer, openBackend, openGate } from '@stride/engine';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { REFERENCE } from '../testing/test-service.js';
import { Exporter } from './exporter.js';
import { writeExport } from './write-export.js';

const ORDER = { format: 'onnx', name: 'winner', architecture: REFERENCE, document: {} };

let weights: Uint8Array;
beforeAll(async () => {
  const backend = await openBackend({ name: 'wasm' });
  const dataset = syntheticDataset({ shape: REFERENCE.input, train: 64, validation: 10, test: 10 });
  const task = fullTrainingTask({ ...TRAINING_RECIPE, epochs: 1, batchSize: 16 });
  ({ weights } = await createTrainer({ backend, dataset, gate: openGate }).fit(REFERENCE, task, {}));
});
const read = async () => weights;

let exporter: Exporter;
beforeEach(() => { exporter = new Exporter(); });
afterEach(() => exporter.close());

it('gives the same from a thread, and leaves the weights as they are', async () => {
  for (const format of ['onnx', 'pytorch']) {
    const { name, contentType, bytes } = await exporter.write({ ...ORDER, format }, read);
    const here = writeExport({ ...ORDER, format, weights });
    expect([name, contentType]).toEqual([here.name, here.contentType]);
    expect(Buffer.from(bytes).equals(Buffer.from(here.bytes))).toBe(true);
  }
});

it('leaves the thread that asks free', async () => {
  let done = false;
  const end = () => { done = true; };
  const written = exporter.write(ORDER, read);
  written.then(end, end);
  let turns = 0;
  while (!done) {
    turns += 1;
    await new Promise((resolve) => { setImmediate(resolve); });
  }
  await written;
  // Made here, it would be done in a handful of turns.
  expect(turns).toBeGreaterThan(50);
});

it('brings errors through whole', async () => {
  const other = { ...REFERENCE, head: { channels: 40 } };
  await expect(exporter.write({ ...ORDER, architecture: other }, read)).rejects.toMatchObject({
    name: 'StrideError', code: 'WEIGHTS_INVALID', message: expect.stringContaining('are of another architecture'), issues: [],
  });
  await expect(exporter.write(ORDER, async () => weights.subarray(0, 100))).rejects.toMatchObject({ code: 'WEIGHTS_INVALID', message: expect.stringContaining('cut off') });
  // No JSON: nobody's fault but ours, and no less an error.
  await expect(exporter.write({ ...ORDER, format: 'json', document: { size: 1n } }, read)).rejects.toThrow(/BigInt/);
  await expect(exporter.write(ORDER, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});

it('makes so many at once, and lets the others wait before they read weights', async () => {
  const one = new Exporter(1);
  let reading = 0, most = 0;
  const counted = async () => {
    most = Math.max(most, reading += 1);
    await new Promise((resolve) => { setImmediate(resolve); });
    return weights;
  };
  const writes = Array.from({ length: 3 }, () => one.write(ORDER, counted).finally(() => { reading -= 1; }));
  // A refusal makes room as well.
  writes.push(one.write({ ...ORDER, format: 'tflite' }, counted).catch((error: { code: string }) => { reading -= 1; return error as never; }));
  writes.push(one.write(ORDER, counted).finally(() => { reading -= 1; }));
  const results = await Promise.all(writes);
  expect(results.map((result) => ('code' in result ? result.code : result.name))).toEqual(['winner.onnx', 'winner.onnx', 'winner.onnx', 'EXPORT_FORMAT_UNKNOWN', 'winner.onnx']);
  expect(most).toBe(1);
});

it('is over for those under way and those that wait when the service ends', async () => {
  const one = new Exporter(1);
  const writes = [one.write(ORDER, read), one.write(ORDER, read)].map((write) => write.catch((error: { code: string }) => error.code));
  await new Promise((resolve) => { setImmediate(resolve); });
  await one.close();
  expect(await Promise.all(writes)).toEqual(['NOT_READY', 'NOT_READY']);
});
