/**
 * A full training inside the trainer process. It removes none of its files: whoever is told to stop cannot know whether
 * another attempt goes on from them. The controller does, when the training is over.
 */
import { checkpointKey, weightsKey, type ArtifactStore } from '@stride/artifacts';
import { StrideError, trainingSteps, type Dataset, type TrainingProgress } from '@stride/core';
import type { Backend, EngineTrainer, Fit } from '@stride/engine';
import type { FitCommand, FitResult, StopReason } from './trainer-messages.js';

/** Between two checkpoints at most: an epoch of a large dataset is too much to lose. */
const MAX_STEPS_BETWEEN = 500;
const MAX_SECONDS_BETWEEN = 120;

export interface FullTraining {
  readonly trainer: EngineTrainer;
  readonly backend: Backend;
  readonly dataset: Dataset;
  readonly store: ArtifactStore;
  /** Its reason is a {@link StopReason}. */
  readonly signal: AbortSignal;
  onProgress(progress: TrainingProgress): void;
}

/** Trains from the newest checkpoint there is, and stores the weights. */
export async function trainInFull(command: FitCommand, training: FullTraining): Promise<FitResult> {
  const { backend, dataset, store } = training;
  const { trainingId, attempt } = command;
  const fit = await fitFrom(await newestCheckpoint(store, command), command, training);
  const weights = await store.put(weightsKey(trainingId, attempt), fit.weights);
  const { curve, test, seconds } = fit;
  return { curve, test: { ...test, images: dataset.test.size }, weights, device: backend.device, trainSeconds: seconds };
}

/** Of the latest attempt before this one that has stored one. */
async function newestCheckpoint(store: ArtifactStore, { trainingId, attempt }: FitCommand): Promise<Uint8Array | null> {
  for (let earlier = attempt - 1; earlier > 0; earlier--) {
    const bytes = await store.find(checkpointKey(trainingId, earlier));
    if (bytes) return bytes;
  }
  return null;
}

/** A damaged checkpoint, or one of another version, costs the time that it took to get there, and not the training. */
async function fitFrom(resume: Uint8Array | null, command: FitCommand, training: FullTraining): Promise<Fit> {
  const { trainer, dataset, signal, onProgress } = training;
  const { architecture, task } = command;
  const steps = trainingSteps(task, dataset.train.size);
  const everySteps = Math.min(MAX_STEPS_BETWEEN, Math.max(1, Math.round(steps / task.epochs)));
  const checkpoint = { everySteps, everySeconds: MAX_SECONDS_BETWEEN, save: (bytes: Uint8Array) => saveCheckpoint(bytes, command, training) };
  try {
    return await trainer.fit(architecture, task, { signal, onProgress, checkpoint, ...(resume ? { resume } : {}) });
  } catch (error) {
    if (!resume || !(error instanceof StrideError) || error.code !== 'CHECKPOINT_INVALID') throw error;
    console.error(`starting anew: ${error.message}`);
    return fitFrom(null, command, training);
  }
}

/** A store that is away for a while costs what would have to be trained again, and not the training. */
async function saveCheckpoint(bytes: Uint8Array, { trainingId, attempt }: FitCommand, { store, signal }: FullTraining): Promise<void> {
  if (signal.aborted && (signal.reason as StopReason) === 'unwanted') return;
  try {
    await store.put(checkpointKey(trainingId, attempt), bytes);
  } catch (error) {
    console.error(`going on without a checkpoint: ${(error as Error).message}`);
  }
}
