import { StrideError, validateArchitecture, type Architecture, type Dataset, type ProxyTask, type TimingGate, type TrainingHooks } from '@stride/core';
import type { Backend } from '../backends/backend.js';
import { requireMemory, TimeBudget } from './budget.js';
import { ProgressReporter } from './progress.js';
import { openSession, type Session, type SessionPosition } from './session.js';

export interface TrainerSetup {
  readonly backend: Backend;
  readonly dataset: Dataset;
  readonly gate: TimingGate;
}

/** What one run works with. */
export interface Run extends TrainerSetup {
  readonly architecture: Architecture;
  readonly session: Session;
  readonly task: ProxyTask;
  readonly progress: ProgressReporter;
  readonly budget: TimeBudget;
  readonly signal: AbortSignal | undefined;
}

/** How a run is watched, stopped, and where it begins. */
export interface RunHooks extends TrainingHooks {
  /** Where a resumed run goes on. */
  readonly position?: SessionPosition | undefined;
}

/** Checks what can be checked beforehand, opens a session, and closes it again however the work ends. */
export async function withRun<T>(
  setup: TrainerSetup, architecture: Architecture, task: ProxyTask, hooks: RunHooks, work: (run: Run) => Promise<T>,
): Promise<T> {
  const { backend, dataset, gate } = setup;
  hooks.signal?.throwIfAborted();
  const budget = new TimeBudget(task.timeoutSeconds);
  requireFit(dataset, validateArchitecture(architecture));
  requireMemory(backend, architecture, task);
  const progress = new ProgressReporter(hooks);
  progress.update('preparing', 0, 1);
  let session: Session | undefined;
  try {
    // Work like a training step, so it waits for another worker's timing like one.
    session = await gate.shared(() => openSession(backend, dataset, architecture, task, hooks.position));
    return await work({ ...setup, architecture, session, task, progress, budget, signal: hooks.signal });
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
