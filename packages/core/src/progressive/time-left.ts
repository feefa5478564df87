import type { Architecture } from '../architecture/architecture.js';
import { StrideError } from '../errors.js';
import type { ProxyTask } from '../measurement/proxy-task.js';
import type { ImageSize } from './image-size.js';
import { progressiveStages } from './schedule.js';

/** A training of so many steps. */
export interface PlannedTraining {
  readonly task: Pick<ProxyTask, 'progressive' | 'augmentation' | 'dropout'>;
  readonly architecture: Architecture;
  readonly steps: number;
}

/** How long some of its steps took. */
export interface MeasuredSteps {
  readonly fromStep: number;
  /** The step after the last of them. */
  readonly toStep: number;
  readonly seconds: number;
}

/** Seconds that the steps from `stepsDone` on take at the pace of those measured; null where none were. */
export function secondsLeft(training: PlannedTraining, stepsDone: number, { fromStep, toStep, seconds }: MeasuredSteps): number | null {
  const measured = stepsAtFullSize(training, fromStep, toStep);
  if (!(measured > 0 && seconds > 0)) return null;
  return (stepsAtFullSize(training, stepsDone, training.steps) * seconds) / measured;
}

/**
 * How many steps on images of the architecture's own size cost as much as those from `fromStep` up to, and without, `toStep`: what a
 * step costs grows with the pixels of its images, and progressive training begins with small ones.
 */
export function stepsAtFullSize(training: PlannedTraining, fromStep: number, toStep: number): number {
  const starts = stageCosts(training);
  return starts.reduce((sum, { start, cost }, index) => {
    const end = starts[index + 1]?.start ?? training.steps;
    return sum + Math.max(0, Math.min(toStep, end) - Math.max(fromStep, start)) * cost;
  }, 0);
}

function stageCosts({ task, architecture, steps }: PlannedTraining): readonly { start: number; cost: number }[] {
  try {
    return progressiveStages(task, architecture, steps).map(({ fromStep, imageSize }) => ({ start: fromStep, cost: pixels(imageSize) / pixels(architecture.input) }));
  } catch (error) {
    // A schedule that another version has stored and this one cannot run: all steps alike then.
    if (error instanceof StrideError) return [{ start: 0, cost: 1 }];
    throw error;
  }
}

const pixels = ({ height, width }: ImageSize) => height * width;
