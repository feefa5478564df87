import { performance } from 'node:perf_hooks';
import type { TimingGate } from '@stride/core';
import { afterEach, expect, it, vi } from 'vitest';
import { openGate } from './open-gate.js';
import { measureStepTime } from './step-time.js';

afterEach(() => vi.restoreAllMocks());

it('holds the gate exclusively for warm-up and timed steps alone', async () => {
  const events: string[] = [];
  const gate: TimingGate = {
    shared: async (step) => step(),
    exclusive: async (run) => {
      events.push('opened');
      try {
        return await run();
      } finally {
        events.push('closed');
      }
    },
  };
  const timing = await measureStepTime(async () => { events.push('step'); }, { warmupSteps: 2, steps: 3 }, gate, () => {});
  expect(events).toEqual(['opened', 'step', 'step', 'step', 'step', 'step', 'closed']);
  expect(timing.stepTimeMs.n).toBe(3);
  expect(timing.seconds).toBeGreaterThan(0);
});

it('throws warm-up steps away', async () => {
  let clock = 0, steps = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const slowStart = async () => { clock += ++steps <= 2 ? 1000 : steps; };
  const { stepTimeMs, seconds } = await measureStepTime(slowStart, { warmupSteps: 2, steps: 5 }, openGate, () => {});
  expect(stepTimeMs).toEqual({ median: 5, p10: 3.4, p90: 6.6, n: 5 });
  expect(seconds).toBe(2.025);
});

it('waits for each step and stops at the first that fails', async () => {
  let running = 0, most = 0;
  const step = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  await measureStepTime(step, { warmupSteps: 1, steps: 5 }, openGate, () => {});
  expect(most).toBe(1);
  const cancel = (done: number) => { if (done === 2) throw new Error('cancelled'); };
  await expect(measureStepTime(step, { warmupSteps: 1, steps: 5 }, openGate, cancel)).rejects.toThrow('cancelled');
});
