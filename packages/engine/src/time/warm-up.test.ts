import { expect, it } from 'vitest';
import { warmUp } from './warm-up.js';

/** Steps until warm, when step `n` (from 1) takes `duration(n)`. */
async function stepsUntilWarm(minSteps: number, duration: (step: number) => number): Promise<number> {
  let steps = 0;
  await warmUp(async () => duration(++steps), minSteps, () => {});
  return steps;
}

it('compares two windows of ten, after a hundred steps or a second and a half, and runs no fewer steps than it was told', async () => {
  expect(await stepsUntilWarm(1, () => 10)).toBe(101);
  expect(await stepsUntilWarm(20, () => 10)).toBe(100);
  expect(await stepsUntilWarm(105, () => 10)).toBe(105);
  expect(await stepsUntilWarm(20, () => 50)).toBe(30);
  expect(await stepsUntilWarm(1, () => 1000)).toBe(21);
});

it('goes on while steps become faster', async () => {
  expect(await stepsUntilWarm(10, (step) => (step <= 10 ? 1000 - step * 80 : 200))).toBe(30);
  // As on WebAssembly in a process that has just begun.
  expect(await stepsUntilWarm(5, (step) => 11 + 30 * Math.exp(-step / 50))).toBe(135);
});

it('takes a single slow step for what it is', async () => {
  expect(await stepsUntilWarm(20, (step) => (step === 6 ? 500 : 75 + 0.01 * step))).toBe(20);
});

it('gives up on steps that never settle', async () => {
  expect(await stepsUntilWarm(10, (step) => step ** 2)).toBe(160);
  expect(await stepsUntilWarm(190, (step) => step ** 2)).toBe(190);
});

it('passes on what cancels it', async () => {
  let steps = 0;
  const cancel = () => { if (++steps === 3) throw new Error('cancelled'); };
  await expect(warmUp(async () => 1, 5, cancel)).rejects.toThrow('cancelled');
  expect(steps).toBe(3);
});
