/**
 * The child process that trains one candidate, briefly or in full, and then ends. It holds no job and no connection: everything arrives from
 * and returns to the supervisor by IPC, and when the supervisor is gone it ends at once.
 */
import { openArtifactStore } from '@stride/artifacts';
import { StrideError, type Measurement, type TrainingHooks } from '@stride/core';
import { loadDataset } from '@stride/datasets';
import { createTrainer, openBackend } from '@stride/engine';
import { HostTimingGate } from '@stride/service';
import { readTrainerConfig } from './config.js';
import { trainInFull } from './full-training.js';
import type { FitCommand, FitResult, MeasureCommand, TrainerCommand, TrainerEvent } from './trainer-messages.js';

const abort = new AbortController();
const config = readTrainerConfig();

function send(event: TrainerEvent): Promise<void> {
  return new Promise((resolve) => process.send?.(event, () => resolve()) ?? resolve());
}

async function describe(): Promise<void> {
  const backend = await openBackend();
  await send({ type: 'device', device: backend.device, exclusive: backend.exclusive });
}

async function prepare(datasetName: string) {
  const { timingLockFile, cacheDir, dataDir } = config;
  const gate = new HostTimingGate(timingLockFile);
  // Compiling kernels is work like training: not while another worker times.
  const backend = await gate.shared(() => openBackend());
  const dataset = await loadDataset(datasetName, { cacheDir, dataDir, gate });
  return { backend, dataset, trainer: createTrainer({ backend, dataset, gate }) };
}

const hooks = {
  onProgress: (progress) => void send({ type: 'progress', progress }),
  signal: abort.signal,
} satisfies TrainingHooks;

async function measure({ architecture, dataset, task, reference }: MeasureCommand): Promise<Measurement> {
  const { trainer } = await prepare(dataset);
  // Right before the candidate: on a machine as busy as when the candidate is timed.
  if (reference) {
    await send({ type: 'progress', progress: { phase: 'preparing', stepsDone: 0, stepsTotal: 1 } });
    const stepTimeMs = await trainer.time(reference, task, { signal: abort.signal });
    await send({ type: 'reference', stepTimeMs });
  }
  return trainer.train(architecture, task, { ...hooks, onTimed: (timed) => void send({ type: 'timed', timed }) });
}

async function fit(command: FitCommand): Promise<FitResult> {
  // Where the weights could not be stored in the end, hours of training would be for nothing.
  const store = openArtifactStore(config.artifacts);
  await store.check();
  return trainInFull(command, { ...await prepare(command.dataset), store, ...hooks });
}

async function run(work: () => Promise<TrainerEvent | null>): Promise<void> {
  const event = await work().catch(asFailure);
  if (event) await send(event);
  process.exit(0);
}

function asFailure(error: unknown): TrainerEvent {
  console.error(error);
  if (error instanceof StrideError) return { type: 'failed', code: error.code, message: error.message };
  return { type: 'failed', code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}

process.on('message', (command: TrainerCommand) => {
  switch (command.type) {
    case 'cancel':
      return abort.abort(command.reason);
    case 'describe':
      return void run(() => describe().then(() => null));
    case 'measure':
      return void run(async () => ({ type: 'measured', measurement: await measure(command) }));
    case 'fit':
      return void run(async () => ({ type: 'fitted', result: await fit(command) }));
  }
});
process.on('disconnect', () => process.exit(0));
// A terminal's Ctrl-C reaches the whole group; the supervisor decides when its trainer ends.
process.on('SIGINT', () => {});
