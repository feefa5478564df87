import type { Device } from '@stride/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What TensorFlow.js runs on. Everything outside this folder works through ops and this interface alone. */
export interface Backend {
  readonly name: string;
  readonly device: Device;
  /** Whether one process is to have the device to itself, as with a GPU; a CPU takes a process for each core. */
  readonly exclusive: boolean;
  /** The most bytes that tensors may take together; null where the backend cannot tell. */
  readonly memoryLimitBytes: number | null;
  /** Resolves when the tensors are really computed, not merely enqueued. */
  sync(...tensors: Tensor[]): Promise<void>;
  memory(): BackendMemory;
  /** Turns a backend's own error into a coded one (OUT_OF_MEMORY) where it knows it; otherwise returns it as it is. */
  explain(error: unknown): unknown;
  dispose(): void;
}

export interface BackendMemory {
  /** Tensors alive. */
  readonly tensors: number;
  /** Bytes of the tensors alive. */
  readonly bytes: number;
  /** The most this process has held on the device so far; null where the backend cannot tell. */
  readonly peakBytes: number | null;
}

/** One way to open a backend; the list in open-backend.ts holds them, best first. */
export interface BackendProvider {
  readonly name: string;
  /** @throws StrideError BACKEND_UNAVAILABLE saying what is missing. */
  open(request: BackendRequest): Promise<Backend>;
}

/** How a backend came to be opened. */
export interface BackendRequest {
  /** Settings. */
  readonly env: NodeJS.ProcessEnv;
  /** Whether it was asked for by name; otherwise it is one of several that are tried, so a quick no is as good. */
  readonly byName: boolean;
}
