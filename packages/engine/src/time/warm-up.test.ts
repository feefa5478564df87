import { expect, it } from 'vitest';
import { warmUp } from './warm-up.js';

/** Steps until warm, when step `n` (from 1) takes `duration(n)`. */
async function stepsUntilWarm(minSteps: number, duration: (step: number) => number): Promise<number> {
  let steps = 0;
  await warmUp(async () => duration(++steps), minSteps, () => {});
  return steps;
}

it('compares two windows of four, and runs no fewer steps than it was told', async () => {
  expect(await stepsUntilWarm(1, () => 10)).toBe(9);
  expect(await stepsUntilWarm(8, () => 10)).toBe(8);
  expect(await stepsUntilWarm(25, () => 10)).toBe(25);
});

it('goes on while steps become faster', async () => {
  expect(await stepsUntilWarm(4, (step) => (step <= 10 ? 100 - step * 8 : 20))).toBe(16);
});

it('takes a single slow step for what it is', async () => {
  expect(await stepsUntilWarm(8, (step) => (step === 6 ? 500 : 20 + 0.01 * step))).toBe(8);
});

it('gives up on steps that never settle', async () => {
  expect(await stepsUntilWarm(4, (step) => step ** 2)).toBe(40);
  expect(await stepsUntilWarm(60, (step) => step ** 2)).toBe(60);
});

it('passes on what cancels it', async () => {
  let steps = 0;
  const cancel = () => { if (++steps === 3) throw new Error('cancelled'); };
  await expect(warmUp(async () => 1, 5, cancel)).rejects.toThrow('cancelled');
  expect(steps).toBe(3);
});
