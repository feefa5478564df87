/**
 * What the benchmark asks the processes that compute, ours and PyTorch's alike: one JSON request a line on stdin, one JSON
 * reply a line on stdout. A process that is not asked does nothing, so two can be measured in turns.
 */
import type { Architecture, ProxyTask } from '@stride/core';

export interface Commands {
  /** First of all: the network, one batch and the optimizer. */
  build: { request: { architecture: Architecture; batchSize: number; task: ProxyTask }; reply: { parameters: number } };
  /** Training steps on that batch, in milliseconds each. */
  step: { request: { steps: number }; reply: { durations: number[] } };
  /** Passes in inference mode on that batch, in milliseconds each. */
  infer: { request: { steps: number }; reply: { durations: number[] } };
  /** Rates of square f32 products, the fastest seen within the time. */
  matmul: { request: { size: number; milliseconds: number }; reply: { rates: ProductRate[] } };
  /** Peak so far; deviceBytes is null where only the whole process can be seen. */
  memory: { request: object; reply: { deviceBytes: number | null; residentBytes: number } };
  /** Ours alone: training steps with each kernel timed. */
  profile: { request: { steps: number }; reply: Profile };
  /** Ours alone: training steps for a time. */
  stepFor: { request: { milliseconds: number }; reply: { steps: number; milliseconds: number } };
}

export interface ProductRate {
  readonly name: string;
  readonly gflops: number;
}

export interface Profile {
  /** Per training step, longest first. A kernel that calls others is charged for its own part alone. */
  readonly kernels: readonly KernelTime[];
  /** Of a step while it is profiled, which is longer than one that is not. */
  readonly stepMs: number;
}

export interface KernelTime {
  readonly name: string;
  readonly ms: number;
  readonly calls: number;
}
