import {
  costOf, measurementOf, type Architecture, type ProxyTask, type StepTime, type Timed, type Trainer, type TrainingHooks,
} from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import { openCalibration } from '../time/calibration.js';
import { measureStepTime, type Timing } from '../time/step-time.js';
import { fit, type Fit, type FitHooks } from './fit.js';
import { inSession, withRun, type Run, type RunSetting, type TrainerSetup } from './run.js';
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
 * dataset has, and PROXY_TASK_INVALID when the task's progressive schedule suits neither network nor steps; images of another
 * size are resized. Validation, test and timing see images of the architecture's size in every stage.
 */
export function createTrainer(setup: TrainerSetup): EngineTrainer {
  return {
    train: (architecture, task, hooks: TrainingHooks = {}) => withRun(setup, architecture, task, hooks, async (setting) => {
      const timed = timedBy(setting, await inSession(setting, time));
      hooks.onTimed?.(timed);
      // Anew, so that training is the same whether or not there was a timing before it.
      const curve = await inSession(setting, (run) => trainToEnd(run));
      return { ...measurementOf(timed, curve), peakMemoryBytes: setup.backend.memory().peakBytes };
    }),
    time: (architecture, task, hooks: TrainingHooks = {}) =>
      withRun(setup, architecture, task, hooks, async (setting): Promise<StepTime> => (await inSession(setting, time)).stepTimeMs),
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

function timedBy({ architecture, backend }: RunSetting, timing: Timing): Timed {
  const { params, multiplyAdds } = costOf(architecture);
  return {
    stepTimeMs: timing.stepTimeMs, stepTimeQuantilesMs: timing.stepTimeQuantilesMs, timingFlags: timing.flags, calibrationMs: timing.calibrationMs, params, multiplyAdds,
    peakMemoryBytes: backend.memory().peakBytes, device: backend.device, timeSeconds: timing.seconds,
  };
}
