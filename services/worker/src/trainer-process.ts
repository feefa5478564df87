/**
 * The child process that trains one candidate and then ends. It holds no job and no connection: everything arrives from
 * and returns to the supervisor by IPC, and when the supervisor is gone it ends at once.
 */
import { StrideError, type Measurement, type TrainingHooks } from '@stride/core';
import { loadDataset } from '@stride/datasets';
import { createTrainer, openBackend } from '@stride/engine';
import { HostTimingGate } from '@stride/service';
import { readTrainerConfig } from './config.js';
import type { TrainerCommand, TrainerEvent } from './trainer-messages.js';

type TrainCommand = Extract<TrainerCommand, { type: 'train' }>;

const abort = new AbortController();

function send(event: TrainerEvent): Promise<void> {
  return new Promise((resolve) => process.send?.(event, () => resolve()) ?? resolve());
}

async function describe(): Promise<void> {
  const backend = await openBackend();
  await send({ type: 'device', device: backend.device, exclusive: backend.exclusive });
}

async function train(command: TrainCommand): Promise<Measurement> {
  const config = readTrainerConfig();
  const gate = new HostTimingGate(config.timingLockFile);
  // Compiling kernels is work like training: not while another worker times.
  const backend = await gate.shared(() => openBackend());
  const dataset = await loadDataset(command.dataset, { cacheDir: config.cacheDir, dataDir: config.dataDir, gate });
  const trainer = createTrainer({ backend, dataset, gate });
  const hooks: TrainingHooks = {
    onProgress: (progress) => void send({ type: 'progress', progress }),
    signal: abort.signal,
  };
  const measurement = await trainer.train(command.architecture, command.task, hooks);
  // Right after the candidate: in a process as warm, on a machine as busy, as when the candidate was timed.
  if (command.reference) {
    await send({ type: 'progress', progress: { phase: 'preparing', stepsDone: 0, stepsTotal: 1 } });
    const stepTimeMs = await trainer.time(command.reference, command.task, { signal: abort.signal });
    await send({ type: 'reference', stepTimeMs });
  }
  return measurement;
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
  if (command.type === 'cancel') abort.abort(new Error('cancelled by the supervisor'));
  else if (command.type === 'describe') void run(() => describe().then(() => null));
  else void run(async () => ({ type: 'measured', measurement: await train(command) }));
});
process.on('disconnect', () => process.exit(0));
// A terminal's Ctrl-C reaches the whole group; the supervisor decides when its trainer ends.
process.on('SIGINT', () => {});
