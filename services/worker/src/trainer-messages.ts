/** What the supervisor and its trainer process say to each other over the child's IPC channel. */
import type { Artifact } from '@stride/contracts';
import type {
  Architecture, CurvePoint, Device, ErrorCode, FailureReason, Measurement, ProxyTask, StepTime, Timed, TrainingProgress,
} from '@stride/core';

interface Work {
  readonly architecture: Architecture;
  readonly dataset: string;
  readonly task: ProxyTask;
}

/** Time a candidate's steps and train it as the proxy task says. */
export interface MeasureCommand extends Work {
  readonly type: 'measure';
  /** Timed, too, when the step time of the reference is not known for this device yet. */
  readonly reference: Architecture | null;
}

/** Train a network in full and store its weights. */
export interface FitCommand extends Work {
  readonly type: 'fit';
  /** Names the files in the artifact store. */
  readonly trainingId: string;
  /** Counts from 1; goes on from the checkpoint of an earlier one where there is one. */
  readonly attempt: number;
}

/**
 * Released: somebody goes on with it. Unwanted: nobody does, so what it has stored is of no use. Pruned: it was trained as far as it is
 * worth, and what there is of it counts.
 */
export type StopReason = 'released' | 'unwanted' | 'pruned';

export type TrainerCommand =
  | { readonly type: 'describe' }
  | MeasureCommand
  | FitCommand
  | { readonly type: 'cancel'; readonly reason: StopReason };

/** What a full training has brought. */
export interface FitResult {
  readonly curve: readonly CurvePoint[];
  readonly test: { readonly accuracy: number; readonly loss: number; readonly images: number };
  readonly weights: Artifact;
  readonly device: Device;
  /** Over all attempts that led here. */
  readonly trainSeconds: number;
}

export interface DescribedDevice {
  readonly device: Device;
  /** Whether one worker is to have it to itself. */
  readonly exclusive: boolean;
}

export type TrainerEvent =
  | ({ readonly type: 'device' } & DescribedDevice)
  | { readonly type: 'progress'; readonly progress: TrainingProgress }
  | { readonly type: 'reference'; readonly stepTimeMs: StepTime }
  | { readonly type: 'timed'; readonly timed: Timed }
  | { readonly type: 'measured'; readonly measurement: Measurement }
  | { readonly type: 'fitted'; readonly result: FitResult }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };

/** The failure reason that a coded error of the trainer stands for. */
export function failureReasonOf(code: ErrorCode): FailureReason {
  switch (code) {
    case 'TRAINING_DIVERGED':
      return 'DIVERGED';
    case 'TRAINING_TIMEOUT':
      return 'TIMEOUT';
    case 'OUT_OF_MEMORY':
      return 'OOM';
    case 'ARCHITECTURE_INVALID':
    case 'PROXY_TASK_INVALID':
    case 'DATASET_MISMATCH':
    case 'DATASET_UNKNOWN':
    case 'DATASET_INVALID':
      return 'INVALID';
    default:
      return 'ERROR';
  }
}
