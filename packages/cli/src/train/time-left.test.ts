import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { TrainingDetail } from '@stride/contracts';
import { fullTrainingTask, parseArchitecture } from '@stride/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { trainingView } from './progress.js';
import { trainingsView } from './trainings-view.js';

const architecture = parseArchitecture('input_128x128x3 classes_10 stem_k3_s2_c16 mbconv_k3_s1_e2_c8_l1 mbconv_k3_s2_e4_c16_l1 head_c64');
/** Half of the steps with a quarter of the pixels. */
const task = fullTrainingTask({ progressive: { kind: 'linear', stages: 2, from: { imageSize: 64, magnitude: 0, mixup: 0, dropout: 0 } } }, architecture);
const REDRAWN_MS = 200;

let drawn: string;
let terminal: NodeJS.WriteStream;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  drawn = '';
  const stream = new PassThrough().on('data', (chunk: Buffer) => { drawn += chunk.toString(); });
  terminal = Object.assign(stream, { isTTY: true, columns: 200, rows: 50 }) as unknown as NodeJS.WriteStream;
});
afterEach(() => { vi.useRealTimers(); });

/** The last time that was drawn. */
const left = () => stripVTControlCharacters(drawn).match(/about \d+ \w+ left/g)?.at(-1);

it('of a training here knows that later stages take longer', () => {
  const view = trainingView(terminal, { task, architecture });
  view.update({ phase: 'preparing', stepsDone: 0, stepsTotal: 1 });
  // Loading is no part of the pace.
  vi.advanceTimersByTime(60_000);
  view.update({ phase: 'training', stepsDone: 0, stepsTotal: 1000 });
  vi.advanceTimersByTime(10_000 - REDRAWN_MS);
  view.update({ phase: 'training', stepsDone: 250, stepsTotal: 1000 });
  vi.advanceTimersByTime(REDRAWN_MS);
  view.end();
  expect(left()).toBe('about 88 s left');
});

it('of a training on a worker does as well', () => {
  const view = trainingsView(terminal);
  view.update({
    id: 't1', number: 7, status: 'running', test: null, failureReason: null, attempts: 1, task, architecture,
    curve: [{ step: 250, epoch: 1, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds: 10 }],
    progress: { phase: 'training', stepsDone: 250, stepsTotal: 1000 },
  } as unknown as TrainingDetail);
  vi.advanceTimersByTime(REDRAWN_MS);
  view.end();
  expect(left()).toBe('about 90 s left');
});
