import { performance } from 'node:perf_hooks';
import { MAX_STEP_SPREAD, type ProxyTask, type StepTime, type TimingFlag, type TimingGate } from '@stride/core';
import { quantile, quantilesOf, summarize } from './quantile.js';
import { warmUp } from './warm-up.js';

export interface Timing {
  readonly stepTimeMs: StepTime;
  /** 0 %, 5 %, 10 % to 100 % of the steps that `stepTimeMs` sums up, ms. */
  readonly stepTimeQuantilesMs: readonly number[];
  /** Median step time of the calibration network, before and after. */
  readonly calibrationMs: number;
  /** CALIBRATION_OFF is not among them: what is usual is known only to whoever has seen other timings. */
  readonly flags: readonly TimingFlag[];
  /** Seconds that the gate was held. */
  readonly seconds: number;
}

/** One training step on a batch that is already on the device, complete when it resolves. */
export type TimedStep = () => Promise<unknown>;

export interface TimedWork {
  readonly step: TimedStep;
  /** The same step of the same network in every timing. */
  readonly calibration: TimedStep;
  /** Called after each step with the number of timed ones among them; throws to cancel. */
  onStep(timed: number): void;
}

const CALIBRATION_WARMUP = 3;
const CALIBRATION_STEPS = 9;

/**
 * Times steps while nobody else on the host computes. What is spread out too far, as by a process that knows of no gate,
 * is timed once more, and the calmer of the two counts.
 */
export function measureStepTime(work: TimedWork, timing: ProxyTask['timing'], gate: TimingGate): Promise<Timing> {
  return gate.exclusive(async () => {
    const opened = performance.now();
    const untimed = () => work.onStep(0);
    await durationsOf(work.calibration, CALIBRATION_WARMUP, untimed);
    const calibrations = await durationsOf(work.calibration, CALIBRATION_STEPS, untimed);
    await warmUp(() => durationOf(work.step), timing.warmupSteps, untimed);
    const { stepTimeMs, stepTimeQuantilesMs } = await calmer(() => durationsOf(work.step, timing.steps, work.onStep));
    calibrations.push(...await durationsOf(work.calibration, CALIBRATION_STEPS, () => work.onStep(timing.steps)));
    return {
      stepTimeMs, stepTimeQuantilesMs, calibrationMs: quantile(calibrations, 0.5), flags: isSpreadOut(stepTimeMs) ? ['UNSTABLE'] : [],
      seconds: (performance.now() - opened) / 1000,
    };
  });
}

type Summary = Pick<Timing, 'stepTimeMs' | 'stepTimeQuantilesMs'>;

async function calmer(measure: () => Promise<number[]>): Promise<Summary> {
  const first = summaryOf(await measure());
  if (!isSpreadOut(first.stepTimeMs)) return first;
  const second = summaryOf(await measure());
  return spread(second.stepTimeMs) < spread(first.stepTimeMs) ? second : first;
}

function summaryOf(durations: readonly number[]): Summary {
  return { stepTimeMs: summarize(durations), stepTimeQuantilesMs: quantilesOf(durations) };
}

function spread({ p10, p90 }: StepTime): number {
  return p90 / p10;
}

function isSpreadOut({ p10, p90 }: StepTime): boolean {
  return p90 > MAX_STEP_SPREAD * p10;
}

async function durationsOf(step: TimedStep, count: number, onStep: (done: number) => void): Promise<number[]> {
  const durations: number[] = [];
  while (durations.length < count) {
    durations.push(await durationOf(step));
    onStep(durations.length);
  }
  return durations;
}

async function durationOf(step: TimedStep): Promise<number> {
  const started = performance.now();
  await step();
  const duration = performance.now() - started;
  // Lets messages of the parent process in; not part of the step.
  await new Promise((resolve) => setImmediate(resolve));
  return duration;
}
