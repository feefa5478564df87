/** What the supervisor and its trainer process say to each other over the child's IPC channel. */
import type {
  Architecture, Device, ErrorCode, FailureReason, Measurement, ProxyTask, StepTime, TrainingProgress,
} from '@stride/core';

export type TrainerCommand =
  | { readonly type: 'describe' }
  | {
      readonly type: 'train';
      readonly architecture: Architecture;
      readonly dataset: string;
      readonly task: ProxyTask;
      /** Timed, too, when the step time of the reference is not known for this device yet. */
      readonly reference: Architecture | null;
    }
  | { readonly type: 'cancel' };

export interface DescribedDevice {
  readonly device: Device;
  /** Whether one worker is to have it to itself. */
  readonly exclusive: boolean;
}

export type TrainerEvent =
  | ({ readonly type: 'device' } & DescribedDevice)
  | { readonly type: 'progress'; readonly progress: TrainingProgress }
  | { readonly type: 'reference'; readonly stepTimeMs: StepTime }
  | { readonly type: 'measured'; readonly measurement: Measurement }
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
