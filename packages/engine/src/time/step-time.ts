import { performance } from 'node:perf_hooks';
import type { ProxyTask, StepTime, TimingGate } from '@stride/core';
import { summarize } from './quantile.js';

export interface Timing {
  readonly stepTimeMs: StepTime;
  /** Seconds that the gate was held. */
  readonly seconds: number;
}

/**
 * Times steps while nobody else on the host computes: warm-up steps first (compilation, caches, memory growth), which are
 * thrown away.
 * @param step one training step on a batch that is already on the device, complete when it resolves
 * @param onStep called after each step, warm-up included; throws to cancel
 */
export async function measureStepTime(
  step: () => Promise<unknown>, timing: ProxyTask['timing'], gate: TimingGate, onStep: (done: number) => void,
): Promise<Timing> {
  return gate.exclusive(async () => {
    const opened = performance.now();
    const durations: number[] = [];
    for (let index = 0; index < timing.warmupSteps + timing.steps; index++) {
      const started = performance.now();
      await step();
      const duration = performance.now() - started;
      if (index >= timing.warmupSteps) durations.push(duration);
      onStep(index + 1);
      // Lets messages of the parent process in; not part of the step.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { stepTimeMs: summarize(durations), seconds: (performance.now() - opened) / 1000 };
  });
}
