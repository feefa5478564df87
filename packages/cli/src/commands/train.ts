import path from 'node:path';
import { colors, errorColors } from '../output/colors.js';
import { print, printJson, say } from '../output/print.js';
import { costOf, formatArchitecture, StrideError, trainingSteps, type Dataset, type ProxyTask } from '@stride/core';
import { loadDataset } from '@stride/datasets';
import { createTrainer, openBackend, type Backend, type Fit } from '@stride/engine';
import { HOST_LOCK_FILE, HostTimingGate } from '@stride/service';
import { findArchitecture } from '../arch/source.js';
import { readSettings } from '../settings.js';
import { onSignals } from '../shutdown.js';
import type { ArchitectureFile } from '../train/architecture-file.js';
import { formatAugmentation } from '../train/augment-option.js';
import { trainingView } from '../train/progress.js';
import { describeProgressive } from '../train/progressive-option.js';
import { toResult, type TrainResult } from '../train/result.js';
import { RunFolder } from '../train/run-folder.js';
import { trainingTask, type TrainFlags } from '../train/settings.js';
import { UsageError } from '../usage-error.js';

export interface TrainOptions extends TrainFlags {
  /** A file, or the name of a published network. */
  readonly source: string;
  /** Folder of checkpoint, weights and result; default `trained/<the network's name>`. */
  readonly out?: string;
  readonly resume: boolean;
  /** One JSON object on stdout instead of sentences. */
  readonly json: boolean;
}


/**
 * `stride train`: one network in full, in this process, on the training split alone; validation is watched after every epoch,
 * and the test split is looked at once, at the end.
 */
export async function train(options: TrainOptions): Promise<void> {
  const document = findArchitecture(options.source);
  const folder = new RunFolder(options.out ?? path.join('trained', path.basename(options.source, '.json')));
  const task = trainingTask(options, document.architecture);
  const resume = findCheckpoint(folder, options.resume);
  const name = options.dataset ?? document.dataset;
  if (name === null) throw new UsageError(`${options.source} does not say which dataset it is for; name one with --dataset.`);

  const interrupt = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  onSignals({ stop: async () => { interrupt.abort(new Interrupted()); await ended; }, kill: () => {} });

  const { backend, dataset, gate } = await prepare(name);
  const run = trainAndSave({ backend, dataset, gate, document, folder, task, resume, signal: interrupt.signal });
  ended = run.then(() => {}, (error: unknown) => { if (error instanceof Interrupted) say(howToGoOn(folder)); });
  const result = await run.catch((error: unknown) => (error instanceof Interrupted ? new Promise<never>(() => {}) : Promise.reject(error as Error)));
  conclude(result, folder, options.json);
  backend.dispose();
}

/** A Ctrl-C. */
class Interrupted extends Error {}

function findCheckpoint(folder: RunFolder, resume: boolean): Uint8Array | null {
  const checkpoint = folder.readCheckpoint();
  if (checkpoint && !resume) {
    throw new StrideError('CONFIG_INVALID',
      `${folder.checkpoint} is of a training that was interrupted. Go on with it by --resume, name another folder with --out, or delete it.`);
  }
  if (!checkpoint && resume) say(`No training was interrupted in ${folder.folder}; starting at the beginning.`);
  return checkpoint;
}

function howToGoOn({ checkpoint }: RunFolder): string {
  return `Saved to ${checkpoint}. The same command with --resume goes on from there.`;
}

async function prepare(name: string) {
  const { home } = readSettings();
  const gate = new HostTimingGate(process.env['STRIDE_TIMING_LOCK'] || HOST_LOCK_FILE);
  const dataDir = process.env['STRIDE_DATA_DIR'] ? path.resolve(process.env['STRIDE_DATA_DIR']) : undefined;
  const dataset = await loadDataset(name, { cacheDir: path.join(home, 'datasets'), dataDir, gate });
  return { backend: await gate.shared(() => openBackend()), dataset, gate };
}

interface Training {
  readonly backend: Backend;
  readonly dataset: Dataset;
  readonly gate: HostTimingGate;
  readonly document: ArchitectureFile;
  readonly folder: RunFolder;
  readonly task: ProxyTask;
  readonly resume: Uint8Array | null;
  readonly signal: AbortSignal;
}

async function trainAndSave({ backend, dataset, gate, document, folder, task, resume, signal }: Training): Promise<TrainResult> {
  const { architecture } = document;
  const steps = trainingSteps(task, dataset.train.size);
  say(`${resume ? 'Going on with' : 'Training'} ${errorColors.bold(formatArchitecture(architecture))}`);
  say(`${costOf(architecture).params.toLocaleString('en-US')} parameters, ${dataset.train.size.toLocaleString('en-US')} images of ${dataset.name}, `
    + `${task.epochs} epochs, ${steps.toLocaleString('en-US')} steps of ${task.batchSize}, `
    + `${describeProgressive(task.progressive, architecture)}, augmentation ${formatAugmentation(task.augmentation)}, `
    + `on ${backend.device.name} (${backend.name}).\n`);
  const view = trainingView(process.stderr, { task, architecture });
  signal.addEventListener('abort', () => view.end());
  let fit: Fit;
  try {
    fit = await createTrainer({ backend, dataset, gate }).fit(architecture, task, {
      signal, onProgress: (progress) => { if (!signal.aborted) view.update(progress); },
      checkpoint: { everySteps: Math.max(1, Math.round(steps / task.epochs)), save: async (bytes) => folder.saveCheckpoint(bytes) },
      ...(resume ? { resume } : {}),
    });
  } finally {
    view.end();
  }
  const result = toResult(document, fit, { dataset, device: backend.device, task });
  folder.finish(fit.weights, result);
  return result;
}

function conclude(result: TrainResult, folder: RunFolder, json: boolean): void {
  const { test, trainSeconds, device } = result;
  if (json) printJson(result);
  const tell = json ? say : print;
  tell(`\n${colors.bold(`Test accuracy ${(test.accuracy * 100).toFixed(2)} %`)} on ${test.images.toLocaleString('en-US')} images that took part in nothing before; `
    + `trained for ${trainSeconds.toFixed(0)} s on ${device.name}.`);
  tell(`Written to ${folder.weights} and ${folder.result}.`);
}
