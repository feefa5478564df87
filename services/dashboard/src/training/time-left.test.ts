import { fullTrainingTask, parseArchitecture, trainingSteps, type CurvePoint } from '@stride/core';
import { describe, expect, it } from 'vitest';
import { estimatedSeconds, secondsLeft } from './time-left.js';

const architecture = parseArchitecture(
  'input_128x128x3 classes_10 stem_k3_s2_c16 mbconv_k3_s1_e2_c8_l1 mbconv_k3_s2_e4_c16_l1 head_c64',
);
const plain = fullTrainingTask({ epochs: 10, progressive: { kind: 'none' } }, architecture);
const progressive = fullTrainingTask({ epochs: 10 }, architecture);
const point = (step: number, seconds: number) => ({ step, seconds }) as CurvePoint;
const at = Date.parse('2026-01-01T00:01:40.000Z');

function running(task: typeof plain, stepsDone: number, curve: CurvePoint[], attempts = 1) {
  const progress = { phase: 'training' as const, stepsDone, stepsTotal: 1000 };
  return { task, architecture, curve, progress, attempts, startedAt: '2026-01-01T00:00:00.000Z' };
}

describe('time left of a full training', () => {
  it('goes on at the pace of its curve', () => {
    expect(secondsLeft(running(plain, 500, [point(250, 50)]), at)).toBeCloseTo(100);
  });

  it('goes by the clock before the first evaluation, but not in an attempt that resumed somewhere', () => {
    expect(secondsLeft(running(plain, 200, []), at)).toBeCloseTo(400);
    expect(secondsLeft(running(plain, 200, [], 2), at)).toBeNull();
    expect(secondsLeft(running(plain, 2, []), at - 95_000)).toBeNull();
  });

  it('knows that the larger images of later stages take longer', () => {
    const even = secondsLeft(running(plain, 250, [point(250, 50)]), at) ?? 0;
    expect(secondsLeft(running(progressive, 250, [point(250, 50)]), at)).toBeGreaterThan(1.5 * even);
    expect(secondsLeft(running(progressive, 1000, [point(1000, 50)]), at)).toBe(0);
  });

  it('says nothing while there is no pace', () => {
    expect(secondsLeft({ ...running(plain, 0, []), progress: null }, at)).toBeNull();
    expect(secondsLeft(running(plain, 0, []), at)).toBeNull();
    const preparing = { phase: 'preparing' as const, stepsDone: 0, stepsTotal: 1 };
    expect(secondsLeft({ ...running(plain, 0, []), progress: preparing }, at)).toBeNull();
  });
});

describe('estimate before a full training', () => {
  const measured = { architecture, stepTimeMs: { median: 10, p10: 9, p90: 11, n: 30 }, batchSize: 32 };

  it('is the measured step time, scaled to the batch, for the steps at full size that all of them amount to', () => {
    const steps = trainingSteps(fullTrainingTask({ epochs: 1 }, architecture), 6400);
    expect(estimatedSeconds(measured, 1, 6400)).toBeCloseTo((steps * 10 * 64) / 32 / 1000);
  });

  it('is less than in proportion where images are small at first', () => {
    expect(estimatedSeconds(measured, 10, 6400)).toBeLessThan(8 * estimatedSeconds(measured, 1, 6400));
    expect(estimatedSeconds(measured, 10, 6400)).toBeGreaterThan(4 * estimatedSeconds(measured, 1, 6400));
  });
});
