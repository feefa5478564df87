import {
  largestImageSize, progressiveStages, StrideError, trainingSteps, validateArchitecture,
  type Architecture, type Dataset, type ProxyTask, type TimingGate, type TrainingHooks,
} from '@stride/core';
import type { Backend } from '../backends/backend.js';
import { requireMemory, TimeBudget } from './budget.js';
import { ProgressReporter } from './progress.js';
import { openSession, type Session, type SessionPosition } from './session.js';

export interface TrainerSetup {
  readonly backend: Backend;
  readonly dataset: Dataset;
  readonly gate: TimingGate;
}

/** What one run works with, apart from a session. */
export interface RunSetting extends TrainerSetup {
  readonly architecture: Architecture;
  readonly task: ProxyTask;
  readonly progress: ProgressReporter;
  readonly budget: TimeBudget;
  readonly signal: AbortSignal | undefined;
}

/** A run with a session, in which it trains or times. */
export interface Run extends RunSetting {
  readonly session: Session;
}

/** How a run is watched, stopped, and where it begins. */
export interface RunHooks extends TrainingHooks {
  /** Trains alone: no step is timed, which would take images of the architecture's size. */
  readonly untimed?: true;
}

/** Checks what can be checked beforehand, and lets the backend say what is behind an error. */
export async function withRun<T>(
  setup: TrainerSetup, architecture: Architecture, task: ProxyTask, hooks: RunHooks, work: (setting: RunSetting) => Promise<T>,
): Promise<T> {
  const { backend, dataset } = setup;
  hooks.signal?.throwIfAborted();
  const budget = new TimeBudget(task.timeoutSeconds);
  requireFit(dataset, validateArchitecture(architecture));
  const largest = largestImageSize(progressiveStages(task, architecture, trainingSteps(task, dataset.train.size)));
  requireMemory(backend, hooks.untimed ? { ...architecture, input: { ...architecture.input, ...largest } } : architecture, task);
  const progress = new ProgressReporter(hooks);
  progress.update('preparing', 0, 1);
  try {
    return await work({ ...setup, architecture, task, progress, budget, signal: hooks.signal });
  } catch (error) {
    throw backend.explain(error);
  }
}

/**
 * Opens a session and closes it again however the work ends. Every session begins with the same weights and random numbers,
 * whatever was done in another.
 * @param position where a resumed run goes on
 */
export async function inSession<T>(setting: RunSetting, work: (run: Run) => Promise<T>, position?: SessionPosition): Promise<T> {
  const { backend, dataset, architecture, task, gate } = setting;
  // Work like a training step, so it waits for another worker's timing like one.
  const session = await gate.shared(() => openSession(backend, dataset, architecture, task, position));
  try {
    return await work({ ...setting, session });
  } finally {
    session.dispose();
  }
}

function requireFit(dataset: Dataset, { input, classes }: Architecture): void {
  if (input.channels !== dataset.shape.channels || classes !== dataset.classes) {
    throw new StrideError('DATASET_MISMATCH',
      `The network takes ${input.channels} channels and tells ${classes} classes apart; `
      + `${dataset.name} has ${dataset.shape.channels} and ${dataset.classes}.`);
  }
}

/**
 * One step's work: in front of it a run ends that was cancelled or has used up its time; it pauses while another process
 * times; and after it is a breath for messages.
 */
export async function sharedStep<T>(run: Run, work: () => Promise<T>): Promise<T> {
  run.signal?.throwIfAborted();
  run.budget.check(run.progress.phase);
  const result = await run.gate.shared(work);
  await new Promise((resolve) => setImmediate(resolve));
  return result;
}
