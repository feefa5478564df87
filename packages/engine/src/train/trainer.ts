import { performance } from 'node:perf_hooks';
import {
  costOf, StrideError, validateArchitecture,
  type Architecture, type CurvePoint, type Dataset, type Measurement, type ProxyTask, type StepTime, type TimingGate,
  type Trainer, type TrainingHooks,
} from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../backends/backend.js';
import { evaluate } from '../evaluate/evaluate.js';
import { measureStepTime, type Timing } from '../time/step-time.js';
import { learningRate } from './learning-rate.js';
import { ProgressReporter } from './progress.js';
import { openSession, type Session } from './session.js';

export interface TrainerSetup {
  readonly backend: Backend;
  readonly dataset: Dataset;
  readonly gate: TimingGate;
}

/** What one run works with. */
interface Run extends TrainerSetup {
  readonly session: Session;
  readonly task: ProxyTask;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal | undefined;
}

/**
 * Trains and times for real. One run at a time: TensorFlow.js has one backend and one set of tensors a process.
 * Besides the port's errors a run rejects with DATASET_MISMATCH when the network takes other channels or classes than the
 * dataset has; images of another size are resized.
 */
export function createTrainer(setup: TrainerSetup): Trainer {
  return {
    train: (architecture, task, hooks) => withRun(setup, architecture, task, hooks, async (run) => {
      const curve = await trainToEnd(run);
      const timing = await time(run);
      return measurement(run, architecture, curve, timing);
    }),
    time: (architecture, task, hooks) =>
      withRun(setup, architecture, task, hooks, async (run): Promise<StepTime> => (await time(run)).stepTimeMs),
  };
}

async function withRun<T>(
  setup: TrainerSetup, architecture: Architecture, task: ProxyTask, hooks: TrainingHooks | undefined,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const { backend, dataset, gate } = setup;
  hooks?.signal?.throwIfAborted();
  requireFit(dataset, validateArchitecture(architecture));
  const progress = new ProgressReporter(hooks);
  progress.update('preparing', 0, 1);
  let session: Session | undefined;
  try {
    // Work like a training step, so it waits for another worker's timing like one.
    session = await gate.shared(() => openSession(backend, dataset, architecture, task));
    return await work({ ...setup, session, task, progress, signal: hooks?.signal });
  } catch (error) {
    throw backend.explain(error);
  } finally {
    session?.dispose();
  }
}

function requireFit(dataset: Dataset, { input, classes }: Architecture): void {
  if (input.channels !== dataset.shape.channels || classes !== dataset.classes) {
    throw new StrideError('DATASET_MISMATCH',
      `The network takes ${input.channels} channels and tells ${classes} classes apart; `
      + `${dataset.name} has ${dataset.shape.channels} and ${dataset.classes}.`);
  }
}

async function trainToEnd(run: Run): Promise<CurvePoint[]> {
  const { session, task, progress } = run;
  const started = performance.now();
  const evaluateAfter = evaluationSteps(session.steps, task.evaluations);
  const curve: CurvePoint[] = [];
  let losses = 0, stepsSince = 0;
  for (let step = 1; step <= session.steps; step++) {
    losses += await sharedStep(run, () => trainOnce(session, learningRate(task, step - 1, session.steps)));
    stepsSince++;
    progress.update('training', step, session.steps);
    if (!evaluateAfter.has(step)) continue;
    progress.update('evaluating', step, session.steps);
    const { loss, accuracy } = await evaluate(session.network, session.validation, (work) => sharedStep(run, work));
    const point: CurvePoint = {
      step, epoch: (step * task.batchSize) / session.trainSamples, trainLoss: losses / stepsSince,
      validationLoss: loss, validationAccuracy: accuracy, seconds: (performance.now() - started) / 1000,
    };
    curve.push(point);
    progress.update('evaluating', step, session.steps, point);
    losses = stepsSince = 0;
  }
  return curve;
}

async function trainOnce(session: Session, rate: number): Promise<number> {
  const batch = session.nextBatch();
  try {
    return await session.step.run(batch, rate);
  } finally {
    tf.dispose([batch.images, batch.targets]);
  }
}

/** One step's work: cancelled in front of it, paused while another process times, and with a breath for messages after it. */
async function sharedStep<T>(run: Run, work: () => Promise<T>): Promise<T> {
  run.signal?.throwIfAborted();
  const result = await run.gate.shared(work);
  await new Promise((resolve) => setImmediate(resolve));
  return result;
}

/** `evaluations` steps spread evenly, the last step among them. */
export function evaluationSteps(steps: number, evaluations: number): ReadonlySet<number> {
  return new Set(Array.from({ length: evaluations }, (_, index) => Math.max(1, Math.round(((index + 1) * steps) / evaluations))));
}

/** Learning rate 0: the same work as any step, but the weights stay, so that timing cannot make a network diverge. */
async function time({ session, task, gate, progress, signal }: Run): Promise<Timing> {
  const batch = session.nextBatch();
  const total = task.timing.warmupSteps + task.timing.steps;
  progress.update('timing', 0, total);
  try {
    return await measureStepTime(() => session.step.run(batch, 0), task.timing, gate, (done) => {
      signal?.throwIfAborted();
      progress.update('timing', done, total);
    });
  } finally {
    tf.dispose([batch.images, batch.targets]);
  }
}

function measurement(run: Run, architecture: Architecture, curve: readonly CurvePoint[], timing: Timing): Measurement {
  const { params, multiplyAdds } = costOf(architecture);
  const last = curve.at(-1) as CurvePoint;
  return {
    accuracy: last.validationAccuracy, curve, stepTimeMs: timing.stepTimeMs, params, multiplyAdds,
    peakMemoryBytes: run.backend.memory().peakBytes, device: run.backend.device,
    trainSeconds: last.seconds, timeSeconds: timing.seconds,
  };
}
