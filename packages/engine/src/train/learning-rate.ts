import type { ProxyTask, Schedule } from '@stride/core';

/** How long training is, in steps. */
export interface TrainingLength {
  readonly steps: number;
  /** Need not be whole. */
  readonly stepsPerEpoch: number;
}

/** Learning rate of step `step` (from 0): linear warm-up to the peak, then as the schedule says. */
export function learningRate(
  task: Pick<ProxyTask, 'learningRate' | 'warmupFraction' | 'schedule'>, step: number, length: TrainingLength,
): number {
  const warmup = Math.min(length.steps - 1, Math.round(task.warmupFraction * length.steps));
  if (step < warmup) return (task.learningRate * (step + 1)) / (warmup + 1);
  return task.learningRate * decay(task.schedule, step, warmup, length);
}

/** Share of the peak that is left. */
function decay(schedule: Schedule, step: number, warmup: number, { steps, stepsPerEpoch }: TrainingLength): number {
  switch (schedule.kind) {
    // Reaches 0 after the last step. Source: Loshchilov & Hutter 2017 (arXiv 1608.03983), without restarts.
    case 'cosine':
      return (1 + Math.cos((Math.PI * (step - warmup)) / (steps - warmup))) / 2;
    // In stairs, counted from the first step of warm-up. Source: the released EfficientNetV2 training code.
    case 'exponential':
      return schedule.rate ** Math.floor(step / (schedule.epochs * stepsPerEpoch));
  }
}
