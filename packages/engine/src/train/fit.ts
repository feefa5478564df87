/** Full training, which can be saved and resumed, with a result to keep. */
import type { Architecture, CurvePoint, ProxyTask, TrainingHooks } from '@stride/core';
import { decodeCheckpoint, encodeCheckpoint, restoreCheckpoint, type CheckpointOwner } from '../checkpoints/checkpoint.js';
import { encodeWeights } from '../checkpoints/weights.js';
import type { Evaluation } from '../evaluate/evaluate.js';
import { inSession, withRun, type TrainerSetup } from './run.js';
import { evaluateAveraged, START, trainToEnd } from './train-to-end.js';

export interface FitHooks extends TrainingHooks {
  /** Checkpoints between steps, at the end, and when the run is cancelled. The bytes are the caller's to keep. */
  readonly checkpoint?: {
    /** Steps between two of them. */
    readonly everySteps: number;
    /** Seconds between two at most; no such limit when left out. */
    readonly everySeconds?: number;
    save(bytes: Uint8Array): Promise<void>;
  };
  /** A checkpoint to go on from. */
  readonly resume?: Uint8Array;
}

export interface Fit {
  readonly curve: readonly CurvePoint[];
  /** On the test split, after the last step. */
  readonly test: Evaluation;
  /** A safetensors file; see `encodeWeights`. */
  readonly weights: Uint8Array;
  /** Seconds of training, over all runs that led here. */
  readonly seconds: number;
}

export async function fit(setup: TrainerSetup, architecture: Architecture, task: ProxyTask, hooks: FitHooks): Promise<Fit> {
  const owner: CheckpointOwner = { architecture, task, dataset: setup.dataset };
  const resumed = hooks.resume && decodeCheckpoint(hooks.resume, owner);
  return withRun(setup, architecture, task, { ...hooks, untimed: true }, (setting) => inSession(setting, async (run) => {
    if (resumed) restoreCheckpoint(run.session, resumed);
    const { checkpoint } = hooks;
    const curve = await trainToEnd(run, resumed?.state ?? START, checkpoint && {
      everySteps: checkpoint.everySteps, everySeconds: checkpoint.everySeconds ?? Infinity,
      save: async (state) => checkpoint.save(await run.gate.shared(() => encodeCheckpoint(owner, run.backend.device, run.session, state))),
    });
    const { steps } = run.session;
    run.progress.update('evaluating', steps, steps);
    const test = await evaluateAveraged(run, run.session.test());
    const weights = await encodeWeights(run.session, architecture, setup.dataset);
    return { curve, test, weights, seconds: curve.at(-1)?.seconds ?? 0 };
  }, resumed?.position));
}
