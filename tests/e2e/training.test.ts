/** Full training of a search's candidates through REST and the command line, with workers that die in the middle of it. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchDetail, TrainingDetail, TrainingList, TrainingSummary } from '@stride/contracts';
import { Stack } from '../support/stack.js';

const LIMIT = 240_000;
const STRIDE = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
/** Long enough to be killed in the middle, with a checkpoint an epoch. */
const TASK = { epochs: 30, trainSamples: 320, validationSamples: 64, batchSize: 16, evaluations: 10 };

let stack: Stack;
let search: SearchDetail;
beforeAll(async () => {
  stack = await Stack.start();
  await stack.run('controller', 'controller-1');
  await stack.run('worker', 'worker-1');
  const { id } = await stack.submit({ budget: { candidates: 3 } });
  search = await stack.untilEnded(id);
}, LIMIT);
afterAll(async () => { await stack.stop(); }, LIMIT);

const train = async (body: object): Promise<TrainingSummary[]> => (await stack.post<{ items: TrainingSummary[] }>(`/v1/searches/${search.id}/train`, body)).items;
const training = (id: string) => stack.get<TrainingDetail>(`/v1/trainings/${id}`);
const list = () => stack.get<TrainingList>(`/v1/searches/${search.id}/trainings`);
const artifact = (key: string) => path.join(stack.home, 'artifacts', key);

const ended = (id: string) => stack.until(async () => {
  const detail = await training(id);
  return ['completed', 'failed', 'cancelled'].includes(detail.status) && detail;
});

/** Waits until an attempt has stored a checkpoint and trains on. */
async function midway(id: string, attempt: number): Promise<number> {
  await stack.until(async () => existsSync(artifact(`trainings/${id}/attempt-${attempt}/checkpoint.safetensors`)));
  return stack.until(async () => {
    const { progress, attempts } = await training(id);
    return attempts === attempt && progress?.phase === 'training' && progress.stepsDone;
  });
}

it('goes on after a kill and after an orderly stop, and ends with weights and an accuracy on the test split', async () => {
  const [asked] = await train({ task: TASK });
  const { id } = asked as TrainingSummary;
  await midway(id, 1);
  await stack.kill('worker-1');
  await stack.run('worker', 'worker-1');
  await midway(id, 2);
  await stack.end('worker-1');
  await stack.run('worker', 'worker-1');

  const detail = await ended(id);
  expect(detail).toMatchObject({ status: 'completed', attempts: 3, number: expect.any(Number), test: { images: 500, accuracy: expect.any(Number) } });
  expect(detail.attemptHistory.map(({ status, failureReason }) => failureReason ?? status)).toEqual(['LOST', 'cancelled', 'completed']);
  expect(detail.curve.map(({ step }) => step)).toEqual(Array.from({ length: 10 }, (_, index) => (index + 1) * 60));
  const { key, bytes, sha256 } = detail.weights ?? { key: '', bytes: 0, sha256: '' };
  const weights = readFileSync(artifact(key));
  expect([weights.length, createHash('sha256').update(weights).digest('hex')]).toEqual([bytes, sha256]);
  await stack.until(async () => [1, 2, 3].every((attempt) => !existsSync(artifact(`trainings/${id}/attempt-${attempt}/checkpoint.safetensors`))));
  // The search has heard nothing of it.
  expect(await stack.search(search.id)).toEqual(search);
}, LIMIT);

it('stops at the worker when it is cancelled, and leaves no file', async () => {
  const [asked] = await train({ task: { ...TASK, seed: 2 } });
  const { id } = asked as TrainingSummary;
  await midway(id, 1);
  expect(await stack.post<TrainingDetail>(`/v1/trainings/${id}/cancel`)).toMatchObject({ status: 'cancelled' });
  await stack.until(async () => !existsSync(artifact(`trainings/${id}/attempt-1/checkpoint.safetensors`)));
}, LIMIT);

/** The command as a user runs it, its output piped. */
async function stride(...args: string[]) {
  const { hostname, port } = new URL(stack.url);
  const child = spawn(process.execPath, [STRIDE, 'train', ...args], {
    env: { ...process.env, STRIDE_HOST: hostname, STRIDE_PORT: port, STRIDE_HOME: stack.home, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output.out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { output.err += text; });
  const [code] = await once(child, 'close');
  return { code: code as number, ...output };
}

it('is a command, too, which shows the curves and tells what the proxy task is worth', async () => {
  const flags = ['--search', search.id, '--top', '3', '--epochs', '0.2', '--batch-size', '16', '--seed', '3'];
  const first = await stride(...flags);
  expect(first).toMatchObject({ code: 0, err: expect.stringMatching(/Training #\d, #\d, #\d of [^]*#\d: epoch 0\.2 \(step \d+\), loss [^]*#\d: test accuracy/) as string });
  expect(first.out).toMatch(/test accuracy[^]*#\d[^]*500 images that took part in nothing before/);
  const again = await stride(...flags, '--json');
  expect(again.code).toBe(0);
  const { items, rankCorrelation } = JSON.parse(again.out) as TrainingList;
  expect(items).toMatchObject([{ status: 'completed' }, { status: 'completed' }, { status: 'completed' }]);
  expect(rankCorrelation).toEqual((await list()).rankCorrelation);
  expect((await list()).items).toHaveLength(5);
}, LIMIT);

it.each([
  [['--search', 'nope'], 'no search has the id "nope"', 1],
  [['--search', 'SEARCH', '--candidate', '99'], 'has no candidate #99', 1],
  [['--search', 'SEARCH', '--candidate', '1', '--top', '2'], '--candidate and --top exclude each other', 2],
  [['--search', 'SEARCH', '--top', 'many'], '--top is "many"; it takes a whole number', 2],
  [['winner.json', '--search', 'SEARCH'], 'winner.json and --search exclude each other', 2],
  [[], 'Name a network to train: a winner.json, an architecture or its name; or a search by --search', 2],
] as [string[], string, number][])('refuses %j in one line', async (args, message, exitCode) => {
  const { code, out, err } = await stride(...args.map((arg) => (arg === 'SEARCH' ? search.id : arg)));
  expect([code, out]).toEqual([exitCode, '']);
  expect(err).toMatch(/^stride: [^\n]+\n$/);
  expect(err).toContain(message);
}, LIMIT);
