import {
  costOf, type Architecture, type CurvePoint, type Measurement, type ProxyTask, type StepTime, type Trainer, type TrainingHooks,
} from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import { openCalibration } from '../time/calibration.js';
import { measureStepTime, type Timing } from '../time/step-time.js';
import { fit, type Fit, type FitHooks } from './fit.js';
import { withRun, type Run, type TrainerSetup } from './run.js';
import { trainToEnd } from './train-to-end.js';

/** The trainer of the port, which trains for more than a measurement, too. */
export interface EngineTrainer extends Trainer {
  /**
   * Full training: to the last step, then once on the test split, which nothing has seen before. It can be saved and
   * resumed; a run that was resumed ends with the same weights as one that was not, on the same backend.
   * @throws StrideError as `train`, and CHECKPOINT_INVALID
   */
  fit(architecture: Architecture, task: ProxyTask, hooks?: FitHooks): Promise<Fit>;
}

/**
 * Trains and times for real. One run at a time: TensorFlow.js has one backend and one set of tensors a process.
 * Besides the port's errors a run rejects with DATASET_MISMATCH when the network takes other channels or classes than the
 * dataset has; images of another size are resized.
 */
export function createTrainer(setup: TrainerSetup): EngineTrainer {
  return {
    train: (architecture, task, hooks: TrainingHooks = {}) => withRun(setup, architecture, task, hooks, async (run) => {
      const curve = await trainToEnd(run);
      return measurement(run, curve, await time(run));
    }),
    time: (architecture, task, hooks: TrainingHooks = {}) =>
      withRun(setup, architecture, task, hooks, async (run): Promise<StepTime> => (await time(run)).stepTimeMs),
    fit: (architecture, task, hooks = {}) => fit(setup, architecture, task, hooks),
  };
}

/** Learning rate 0: the same work as any step, but the weights stay, so that timing cannot make a network diverge. */
async function time({ backend, session, task, gate, progress, budget, signal }: Run): Promise<Timing> {
  const { steps } = task.timing;
  progress.update('timing', 0, steps);
  const { batch, calibration } = await gate.shared(() => ({ batch: session.timingBatch(), calibration: openCalibration(backend) }));
  try {
    return await measureStepTime({
      step: () => session.step.run(batch, 0),
      calibration: calibration.step,
      onStep: (timed) => {
        signal?.throwIfAborted();
        budget.check('timing');
        progress.update('timing', timed, steps);
      },
    }, task.timing, gate);
  } finally {
    calibration.dispose();
    tf.dispose([batch.images, batch.targets]);
  }
}

function measurement({ architecture, backend }: Run, curve: readonly CurvePoint[], timing: Timing): Measurement {
  const { params, multiplyAdds } = costOf(architecture);
  const last = curve.at(-1) as CurvePoint;
  return {
    accuracy: last.validationAccuracy, curve, stepTimeMs: timing.stepTimeMs, timingFlags: timing.flags,
    calibrationMs: timing.calibrationMs, params, multiplyAdds, peakMemoryBytes: backend.memory().peakBytes,
    device: backend.device, trainSeconds: last.seconds, timeSeconds: timing.seconds,
  };
}
