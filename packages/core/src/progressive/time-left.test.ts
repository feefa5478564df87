import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseArchitecture } from '../architecture/line.js';
import { fullTrainingTask } from '../measurement/training-recipe.js';
import type { Progressive, Strength } from './progressive.js';
import { secondsLeft, stepsAtFullSize, type PlannedTraining } from './time-left.js';

const architecture = parseArchitecture('input_128x128x3 classes_10 stem_k3_s2_c16 mbconv_k3_s1_e2_c8_l1 mbconv_k3_s2_e4_c16_l1 head_c64');
const strength: Strength = { imageSize: 64, magnitude: 0, mixup: 0, dropout: 0 };
const training = (progressive: Progressive): PlannedTraining => ({ architecture, task: fullTrainingTask({ epochs: 10, progressive }, architecture), steps: 1000 });
const plain = training({ kind: 'none' });
/** Images with a quarter of the pixels, then whole ones. */
const halves = training({ kind: 'linear', stages: 2, from: strength });

it('counts steps on small images by their share of the pixels', () => {
  expect(stepsAtFullSize(plain, 100, 300)).toBe(200);
  expect(stepsAtFullSize(halves, 0, 1000)).toBe(500 / 4 + 500);
  expect(stepsAtFullSize(halves, 400, 600)).toBe(100 / 4 + 100);
});

it('goes on at the pace of the steps that were measured', () => {
  expect(secondsLeft(plain, 500, { fromStep: 0, toStep: 250, seconds: 50 })).toBeCloseTo(100);
  expect(secondsLeft(halves, 250, { fromStep: 0, toStep: 250, seconds: 10 })).toBeCloseTo(10 + 80);
  expect(secondsLeft(halves, 1000, { fromStep: 500, toStep: 1000, seconds: 80 })).toBe(0);
});

it('says nothing where nothing was measured', () => {
  expect(secondsLeft(halves, 0, { fromStep: 0, toStep: 0, seconds: 9 })).toBeNull();
  expect(secondsLeft(halves, 10, { fromStep: 0, toStep: 10, seconds: 0 })).toBeNull();
});

it('takes steps for alike where the schedule cannot be run', () => {
  expect(stepsAtFullSize(training({ kind: 'linear', stages: 2, from: { ...strength, imageSize: 200 } }), 0, 1000)).toBe(1000);
});

it('is a sum: parts cost what the whole does', () => fc.assert(fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 2, max: 9 }), (a, b, stages) => {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  const some = training({ kind: 'linear', stages, from: strength });
  const sum = stepsAtFullSize(some, 0, from) + stepsAtFullSize(some, from, to) + stepsAtFullSize(some, to, 1000);
  expect(sum).toBeCloseTo(stepsAtFullSize(some, 0, 1000), 6);
})));
