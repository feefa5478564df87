/** How long full trainings take. Pure. */
import type { TrainingDetail } from '@stride/contracts';
import {
  fullTrainingTask,
  secondsLeft as secondsLeftAtPace,
  stepsAtFullSize,
  trainingSteps,
  type Architecture,
  type StepTime,
} from '@stride/core';

/** Until then the clock tells more of loading and of the first steps than of the pace. */
const SETTLED_SECONDS = 10;

/**
 * Seconds until a running training has done its steps, at the pace so far. Null while there is no pace yet.
 * @param now in ms since 1970
 */
export function secondsLeft(
  training: Pick<TrainingDetail, 'task' | 'architecture' | 'curve' | 'progress' | 'attempts' | 'startedAt'>,
  now: number,
): number | null {
  const { progress, curve, attempts, startedAt } = training;
  if (progress === null || progress.phase === 'preparing' || progress.stepsTotal === 0) return null;
  const { stepsDone, stepsTotal } = progress;
  const last = curve.at(-1);
  // The clock of the curve stands still between attempts. Before its first point, only a first attempt began at step 0.
  const [toStep, seconds] =
    last !== undefined
      ? [last.step, last.seconds]
      : attempts === 1 && startedAt !== null
        ? [stepsDone, (now - Date.parse(startedAt)) / 1000]
        : [0, 0];
  if (last === undefined && seconds < SETTLED_SECONDS) return null;
  const { task, architecture } = training;
  return secondsLeftAtPace({ task, architecture, steps: stepsTotal }, stepsDone, { fromStep: 0, toStep, seconds });
}

/** What a candidate measured, as far as it tells of its full training. */
export interface Measured {
  readonly architecture: Architecture;
  readonly stepTimeMs: StepTime;
  /** Of the proxy task that was timed. */
  readonly batchSize: number;
}

/** Seconds that a full training of a measured candidate takes by its step time, evaluations left out. */
export function estimatedSeconds({ architecture, stepTimeMs, batchSize }: Measured, epochs: number, trainImages: number): number {
  const task = fullTrainingTask({ epochs }, architecture);
  const steps = trainingSteps(task, trainImages);
  const fullSteps = stepsAtFullSize({ task, architecture, steps }, 0, steps);
  return (fullSteps * stepTimeMs.median * task.batchSize) / batchSize / 1000;
}
