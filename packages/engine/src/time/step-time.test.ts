import { performance } from 'node:perf_hooks';
import type { TimingGate } from '@stride/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openGate } from './open-gate.js';
import { measureStepTime, type TimedWork } from './step-time.js';

let clock = 0;
beforeEach(() => {
  clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => vi.restoreAllMocks());

const CALIBRATION_MS = 3;

/** Work whose step `n` (from 1) takes `duration(n)` ms; what ran is in `ran`. */
function work(duration: (step: number) => number, onStep: TimedWork['onStep'] = () => {}) {
  const ran: string[] = [];
  let steps = 0;
  return {
    ran, onStep,
    step: async () => { ran.push('step'); clock += duration(++steps); },
    calibration: async () => { ran.push('calibration'); clock += CALIBRATION_MS; },
  };
}
const timing = { warmupSteps: 20, steps: 30 };

it('holds the gate exclusively for calibration, warm-up and timed steps alone', async () => {
  const events: string[] = [];
  const gate: TimingGate = {
    shared: async (step) => step(),
    exclusive: async (run) => {
      events.push('opened');
      const result = await run();
      events.push(`closed after ${timed.ran.length}`);
      return result;
    },
  };
  const timed = work(() => 10);
  const { stepTimeMs, calibrationMs, flags, seconds } = await measureStepTime(timed, timing, gate);
  expect(timed.ran.join(' ')).toBe(['calibration '.repeat(12), 'step '.repeat(130), 'calibration '.repeat(9)].join('').trim());
  expect(events).toEqual(['opened', 'closed after 151']);
  expect(stepTimeMs).toEqual({ median: 10, p10: 10, p90: 10, n: 30 });
  expect({ calibrationMs, flags, seconds }).toEqual({ calibrationMs: CALIBRATION_MS, flags: [], seconds: (130 * 10 + 21 * 3) / 1000 });
});

it('throws warm-up steps away', async () => {
  const { stepTimeMs } = await measureStepTime(work((step) => (step <= 2 ? 1000 : 10 + step / 1000)), timing, openGate);
  expect(stepTimeMs.p90).toBeLessThan(10.1);
});

it('tells how many of the timed steps are done', async () => {
  const seen: number[] = [];
  await measureStepTime(work(() => 10, (timed) => seen.push(timed)), timing, openGate);
  expect(seen).toEqual([...Array<number>(112).fill(0), ...Array.from({ length: 30 }, (_, index) => index + 1), ...Array<number>(9).fill(30)]);
});

describe('steps that are spread out', () => {
  const wild = (step: number) => (step % 5 === 0 ? 30 : 10);

  it('are timed again, and the calmer time counts', async () => {
    const timed = work((step) => (step <= 130 ? wild(step) : 11));
    const { stepTimeMs, flags } = await measureStepTime(timed, timing, openGate);
    expect({ stepTimeMs, flags }).toEqual({ stepTimeMs: { median: 11, p10: 11, p90: 11, n: 30 }, flags: [] });
    expect(timed.ran.filter((what) => what === 'step')).toHaveLength(160);
  });

  it('are flagged when they stay so, and timed twice at most', async () => {
    const timed = work(wild);
    const { stepTimeMs, flags } = await measureStepTime(timed, timing, openGate);
    expect(flags).toEqual(['UNSTABLE']);
    expect(stepTimeMs).toMatchObject({ median: 10, p90: 30 });
    expect(timed.ran.filter((what) => what === 'step')).toHaveLength(160);
  });

  it('are not compared with a second time that is worse', async () => {
    const { stepTimeMs } = await measureStepTime(work((step) => (step <= 130 ? wild(step) : wild(step) ** 2)), timing, openGate);
    expect(stepTimeMs.p90).toBe(30);
  });
});

it('waits for each step and stops at the first that fails', async () => {
  let running = 0, most = 0;
  const step = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  await measureStepTime({ step, calibration: step, onStep: () => {} }, timing, openGate);
  expect(most).toBe(1);
  const cancel = (timed: number) => { if (timed === 2) throw new Error('cancelled'); };
  await expect(measureStepTime({ step, calibration: step, onStep: cancel }, timing, openGate)).rejects.toThrow('cancelled');
});
