import type { Dataset, Device } from '@stride/core';
import { createTrainer, openGate, type Backend } from '@stride/engine';
import { NETWORK, taskOf, type Variant } from './variants.js';

/** How far a training had come when it was evaluated. */
export interface Point {
  readonly epoch: number;
  readonly validationAccuracy: number;
  /** Processor time of this process, which does nothing but train; other processes do not count. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** One training of one variant. Seconds are of training with its evaluations, without the test at the end. */
export interface RunResult {
  readonly variant: string;
  readonly seed: number;
  readonly testAccuracy: number;
  readonly testLoss: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly curve: readonly Point[];
}

export async function measure(backend: Backend, dataset: Dataset, variant: Variant, epochs: number, seed: number): Promise<RunResult> {
  const curve: Point[] = [];
  const started = process.cpuUsage();
  const { test } = await createTrainer({ backend, dataset, gate: openGate }).fit(NETWORK, taskOf(variant.progressive, epochs, seed), {
    onProgress: ({ point }) => {
      if (!point) return;
      const { user, system } = process.cpuUsage(started);
      curve.push({ epoch: point.epoch, validationAccuracy: point.validationAccuracy, cpuSeconds: (user + system) / 1e6, wallSeconds: point.seconds });
    },
  });
  const { cpuSeconds, wallSeconds } = curve.at(-1) as Point;
  return { variant: variant.name, seed, testAccuracy: test.accuracy, testLoss: test.loss, cpuSeconds, wallSeconds, curve };
}

/** What the figures were measured on; nothing that tells whose machine it is. */
export interface Machine {
  readonly device: Device;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  /** Processes that wanted a core in the minute before; above 0 means that others were at work. */
  readonly loadBefore: number;
}
