import type { Architecture } from '../architecture/architecture.js';
import type { CurvePoint, Measurement, StepTime, Timed } from '../measurement/measurement.js';
import type { ProxyTask } from '../measurement/proxy-task.js';

export interface TrainingProgress {
  readonly phase: 'preparing' | 'training' | 'timing' | 'evaluating';
  readonly stepsDone: number;
  readonly stepsTotal: number;
  /** Present when this progress is an evaluation. */
  readonly point?: CurvePoint;
}

export interface TrainingHooks {
  onProgress?(progress: TrainingProgress): void;
  /** Once, before the first training step: with the step time, rewards on the way are joint rewards. */
  onTimed?(timed: Timed): void;
  /** Checked between steps; an aborted run rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Trains and times architectures for real. */
export interface Trainer {
  /**
   * Times steps exclusively, trains on the train split, evaluates on validation.
   * @throws StrideError TRAINING_DIVERGED | OUT_OF_MEMORY | ARCHITECTURE_INVALID
   */
  train(architecture: Architecture, task: ProxyTask, hooks?: TrainingHooks): Promise<Measurement>;
  /** Only the step time, without training to any accuracy: how a worker measures S0 on its own device. */
  time(architecture: Architecture, task: ProxyTask, hooks?: TrainingHooks): Promise<StepTime>;
}
