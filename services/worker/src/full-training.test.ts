/** Full trainings in the real trainer process, with a real store. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { fullTrainingTask, type Architecture, type TrainingProgress } from '@stride/core';
import type { FitCommand, StopReason } from './trainer-messages.js';
import { runTrainer, type Outcome } from './trainer-run.js';

const ARCHITECTURE: Architecture = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 4 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 2, channels: 8, layers: 1, squeezeExcite: 0.25 }], head: { channels: 8 },
};
const TASK = fullTrainingTask({ epochs: 12, trainSamples: 64, validationSamples: 32, batchSize: 16, evaluations: 4 });
const STEPS = 48;

// Built code, not the sources that the test runner resolves packages to.
const { execArgv } = process;
beforeAll(() => { process.execArgv = []; });
afterAll(() => { process.execArgv = execArgv; });

let artifacts: string;
let trainingId: string;
beforeEach(async () => {
  artifacts = await mkdtemp(path.join(tmpdir(), 'stride-artifacts-'));
  process.env['STRIDE_ARTIFACTS'] = artifacts;
  trainingId = randomUUID();
});
afterEach(async () => {
  delete process.env['STRIDE_ARTIFACTS'];
  await rm(artifacts, { recursive: true, force: true });
});

const file = (attempt: number, what: 'checkpoint' | 'weights') => path.join(artifacts, 'trainings', trainingId, `attempt-${attempt}`, `${what}.safetensors`);
const filesLeft = async () => (existsSync(artifacts) ? await readdir(artifacts, { recursive: true }) : []).filter((name) => name.endsWith('.safetensors'));

interface Watch {
  readonly outcome: Outcome;
  /** The first step that was made. */
  readonly first: number;
}

/** @param stop after so many steps, for that reason */
async function attempt(number: number, stop?: { readonly after: number; readonly reason: StopReason }, changes: Partial<FitCommand> = {}): Promise<Watch> {
  const controller = new AbortController();
  let first = 0;
  const onProgress = ({ phase, stepsDone }: TrainingProgress) => {
    if (phase !== 'training') return;
    first ||= stepsDone;
    if (stop && stepsDone >= stop.after) controller.abort(stop.reason);
  };
  const command: FitCommand = { type: 'fit', architecture: ARCHITECTURE, dataset: 'synthetic', task: TASK, trainingId, attempt: number, ...changes };
  return { outcome: await runTrainer(command, { signal: controller.signal, onProgress }), first };
}

it('goes on from where an earlier attempt was given back, and ends with the same weights as one in one go', async () => {
  const whole = await attempt(1);
  expect(whole).toMatchObject({ first: 1, outcome: { kind: 'fitted', result: { test: { images: expect.any(Number) }, device: { backend: expect.any(String) } } } });
  const expected = await readFile(file(1, 'weights'));

  trainingId = randomUUID();
  expect((await attempt(1, { after: 20, reason: 'released' })).outcome).toMatchObject({ kind: 'stopped' });
  expect(existsSync(file(1, 'checkpoint'))).toBe(true);
  const { outcome, first } = await attempt(2);
  expect(first).toBeGreaterThanOrEqual(20);
  expect(outcome.kind).toBe('fitted');
  if (outcome.kind !== 'fitted' || whole.outcome.kind !== 'fitted') return;
  const { weights, curve, test } = outcome.result;
  expect(await readFile(file(2, 'weights'))).toEqual(expected);
  expect(weights).toMatchObject({ key: `trainings/${trainingId}/attempt-2/weights.safetensors`, bytes: expected.length, sha256: whole.outcome.result.weights.sha256 });
  expect(test).toEqual(whole.outcome.result.test);
  expect(curve.map(({ step }) => step)).toEqual([12, 24, 36, STEPS]);
});

it('finds a checkpoint over an attempt that left none', async () => {
  await attempt(1, { after: 20, reason: 'released' });
  expect((await attempt(3)).first).toBeGreaterThanOrEqual(20);
});

it('removes nothing that another attempt may need, whatever it was told, and stores nothing more once nobody wants it', async () => {
  await attempt(1, { after: 20, reason: 'released' });
  const before = await filesLeft();
  expect(before).toHaveLength(1);
  expect((await attempt(1, { after: 14, reason: 'unwanted' })).outcome).toMatchObject({ kind: 'stopped' });
  expect(await filesLeft()).toEqual(before);
  expect((await attempt(2)).first).toBeGreaterThan(1);
});

it('goes on where a checkpoint cannot be stored', async () => {
  // The store itself can be used, but for the files of this attempt.
  await mkdir(path.join(artifacts, 'trainings', trainingId), { recursive: true });
  await mkdir(file(1, 'checkpoint'), { recursive: true });
  expect(await attempt(1)).toMatchObject({ outcome: { kind: 'fitted' } });
  expect(existsSync(file(1, 'weights'))).toBe(true);
});

it.each([
  ['a damaged checkpoint', async () => {
    const bytes = await readFile(file(1, 'checkpoint'));
    await writeFile(file(1, 'checkpoint'), bytes.fill(7, bytes.length - 40));
  }, {}],
  ['a checkpoint of another architecture', async () => {}, { architecture: { ...ARCHITECTURE, head: { channels: 16 } } }],
])('begins anew with %s', async (_, damage, changes) => {
  await attempt(1, { after: 20, reason: 'released' });
  await damage();
  const { outcome, first } = await attempt(2, undefined, changes);
  expect([outcome.kind, first]).toEqual(['fitted', 1]);
});

it('fails at once, and says so, where there is no place for the weights', async () => {
  const noFolder = path.join(artifacts, 'file');
  await writeFile(noFolder, 'where a folder should be');
  process.env['STRIDE_ARTIFACTS'] = noFolder;
  const { outcome, first } = await attempt(1);
  expect(first).toBe(0);
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'ERROR', message: expect.stringContaining(noFolder) });
});

it('says of a network that diverged that it did', async () => {
  const { outcome } = await attempt(1, undefined, { task: { ...TASK, learningRate: 100, optimizer: 'sgd', warmupFraction: 0, epochs: 100 } });
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'DIVERGED' });
});
