/**
 * A training run between two steps, whole: weights, optimizer, averages, running statistics, position of every random
 * stream, and the curve so far. A run that goes on from it ends as if it had never stopped, bit for bit, on the same backend.
 */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  architectureHash, deviceClass, formatArchitecture, StrideError,
  type Architecture, type Dataset, type Device, type ProxyTask,
} from '@stride/core';
import { decodeTensors, encodeTensors, type StoredTensor } from '@stride/safetensors';
import type { Session, SessionPosition } from '../train/session.js';
import type { TrainingState } from '../train/train-to-end.js';
import { optimizerTensors, parameterTensors, restoreTensors, statisticsTensors } from './session-tensors.js';

const FORMAT = 'stride-checkpoint';
/** Raise it when a checkpoint's content changes: older ones are then refused. */
const VERSION = '2';

/** What a checkpoint belongs to; it goes on with nothing else. */
export interface CheckpointOwner {
  readonly architecture: Architecture;
  readonly task: ProxyTask;
  readonly dataset: Dataset;
}

export interface Checkpoint {
  readonly state: TrainingState;
  readonly position: SessionPosition;
  /** On which it was made: on another, training goes on, but not bit for bit. */
  readonly deviceClass: string;
  readonly statisticsUpdates: number;
  readonly optimizerStep: number;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** Between two steps. */
export async function encodeCheckpoint(
  owner: CheckpointOwner, device: Device, session: Session, state: TrainingState,
): Promise<Uint8Array> {
  const progress = {
    state, position: session.position(state.step),
    statisticsUpdates: session.network.statistics.updates, optimizerStep: session.optimizer.step,
  };
  const tensors = new Map([
    ...await parameterTensors(session), ...await statisticsTensors(session), ...await optimizerTensors(session),
  ]);
  const metadata = {
    version: VERSION, ...identityOf(owner), architecture: formatArchitecture(owner.architecture),
    deviceClass: deviceClass(device), progress: JSON.stringify(progress),
  };
  return encodeTensors({ format: FORMAT, metadata, tensors });
}

/** @throws StrideError CHECKPOINT_INVALID when it is damaged, or belongs to something else, naming what differs */
export function decodeCheckpoint(bytes: Uint8Array, owner: CheckpointOwner): Checkpoint {
  const { metadata, tensors } = decodeTensors(bytes, FORMAT, 'CHECKPOINT_INVALID');
  if (metadata['version'] !== VERSION) {
    throw new StrideError('CHECKPOINT_INVALID', `The checkpoint has version ${metadata['version']}, not ${VERSION}; start anew.`);
  }
  requireSame(metadata, owner);
  const progress = JSON.parse(metadata['progress'] ?? '{}') as Omit<Checkpoint, 'deviceClass' | 'tensors'>;
  return { ...progress, deviceClass: metadata['deviceClass'] ?? '', tensors };
}

export function restoreCheckpoint(session: Session, { tensors, statisticsUpdates, optimizerStep }: Checkpoint): void {
  restoreTensors(session, tensors, { updates: statisticsUpdates, step: optimizerStep });
}

function identityOf({ architecture, task, dataset }: CheckpointOwner) {
  return {
    architectureHash: architectureHash(architecture), task: JSON.stringify(task),
    dataset: dataset.name, datasetSha256: contentHash(dataset),
  };
}

function requireSame(metadata: Readonly<Record<string, string>>, owner: CheckpointOwner): void {
  const own = identityOf(owner);
  const other = (what: string) => new StrideError('CHECKPOINT_INVALID', `The checkpoint belongs to ${what}.`);
  if (metadata['architectureHash'] !== own.architectureHash) {
    throw other(`another architecture: ${metadata['architecture']}, not ${formatArchitecture(owner.architecture)}`);
  }
  if (metadata['dataset'] !== own.dataset) throw other(`the dataset ${metadata['dataset']}, not ${own.dataset}`);
  if (metadata['datasetSha256'] !== own.datasetSha256) throw other(`another content of the dataset ${own.dataset}, whose training images have changed`);
  const difference = firstDifference(JSON.parse(metadata['task'] ?? '{}') as ProxyTask, owner.task);
  if (difference) throw other(`a training of ${difference}`);
}

/** Names one setting in which two tasks differ. How long a run may take and what it may hold changes no result. */
function firstDifference(stored: ProxyTask, wanted: ProxyTask): string | null {
  const harmless: readonly string[] = ['timeoutSeconds', 'memoryBudgetBytes', 'timing'] satisfies (keyof ProxyTask)[];
  for (const key of Object.keys({ ...stored, ...wanted }) as (keyof ProxyTask)[]) {
    const isSame = harmless.includes(key) || isDeepStrictEqual(stored[key], wanted[key]);
    if (!isSame) return `${key} ${JSON.stringify(stored[key])}, not ${JSON.stringify(wanted[key])}`;
  }
  return null;
}

const hashes = new WeakMap<Dataset, string>();

/** Of the training images and their labels, once a dataset. */
function contentHash(dataset: Dataset): string {
  const { images, labels } = dataset.train;
  const hash = hashes.get(dataset) ?? createHash('sha256').update(images).update(labels).digest('hex');
  hashes.set(dataset, hash);
  return hash;
}
