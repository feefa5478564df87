import { performance } from 'node:perf_hooks';
import type { CurvePoint, TrainingHooks, TrainingProgress } from '@stride/core';

/** Often enough for a smooth bar, seldom enough not to matter beside a step. */
const INTERVAL_MS = 250;

/** Passes progress on: every change of phase, every evaluation, every last step; otherwise at most four times a second. */
export class ProgressReporter {
  readonly #report: TrainingHooks['onProgress'];
  #phase: TrainingProgress['phase'] = 'preparing';
  #reportedAt = -Infinity;

  constructor(hooks: TrainingHooks | undefined) {
    this.#report = hooks?.onProgress?.bind(hooks);
  }

  /** The phase named last. */
  get phase(): TrainingProgress['phase'] {
    return this.#phase;
  }

  update(phase: TrainingProgress['phase'], stepsDone: number, stepsTotal: number, point?: CurvePoint): void {
    const now = performance.now();
    const due = point !== undefined || phase !== this.#phase || stepsDone === stepsTotal || now - this.#reportedAt >= INTERVAL_MS;
    if (!due) return;
    this.#phase = phase;
    this.#reportedAt = now;
    this.#report?.({ phase, stepsDone, stepsTotal, ...(point === undefined ? {} : { point }) });
  }
}
