import { performance } from 'node:perf_hooks';
import { StrideError, trainingMemory, type Architecture, type ProxyTask } from '@stride/core';
import type { Backend } from '../backends/backend.js';

/** The time that a run may take, from now on. */
export class TimeBudget {
  readonly #seconds: number;
  readonly #deadline: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
    this.#deadline = performance.now() + seconds * 1000;
  }

  /** @throws StrideError TRAINING_TIMEOUT when it is used up */
  check(phase: string): void {
    if (performance.now() <= this.#deadline) return;
    throw new StrideError('TRAINING_TIMEOUT', `Took longer than its limit of ${this.#seconds} s, while ${phase}.`);
  }
}

/**
 * Turns a network away that cannot fit, before anything is allocated for it.
 * @throws StrideError OUT_OF_MEMORY naming estimate and limit
 */
export function requireMemory(backend: Backend, architecture: Architecture, task: ProxyTask): void {
  const needed = trainingMemory(architecture, task);
  const { memoryBudgetBytes: budget } = task;
  const limit = Math.min(budget ?? Infinity, backend.memoryLimitBytes ?? Infinity);
  if (needed <= limit) return;
  const whose = limit === budget ? 'the memory budget of the task' : `the limit of the ${backend.name} backend`;
  throw new StrideError('OUT_OF_MEMORY',
    `Training it at batch size ${task.batchSize} takes about ${megabytes(needed)} of device memory; ${whose} is ${megabytes(limit)}.`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 100 * 2 ** 20 ? 1 : 0)} MiB`;
}
