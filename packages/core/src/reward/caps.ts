import type { Architecture } from '../architecture/architecture.js';
import { costOf } from '../cost-model/cost.js';
import { trainingMemory, type TrainingMemoryInput } from '../cost-model/training-memory.js';

/** What a network must not exceed; absent: no limit. */
export interface Caps {
  /** Trainable parameters. */
  readonly params?: number;
  /** Median training-step time on the device that measured it, in ms. */
  readonly stepTimeMs?: number;
  /** Held on the device at the height of training, in bytes. */
  readonly memoryBytes?: number;
}

export const CAP_NAMES = ['params', 'stepTimeMs', 'memoryBytes'] as const satisfies readonly (keyof Caps)[];
export type CapName = (typeof CAP_NAMES)[number];

/** What the caps are held against; null or absent: not known, and taken to be within. */
export interface CappedQuantities {
  readonly params: number;
  readonly stepTimeMs?: number | null;
  readonly peakMemoryBytes?: number | null;
}

/**
 * By how much the worst of the broken caps is broken: (x - cap) / x, so 0 within all of them and below 1 however far
 * beyond. A share of the quantity, so that its unit does not matter.
 */
export function excessOf(caps: Caps | undefined, quantities: CappedQuantities): number {
  const { params, stepTimeMs, memoryBytes } = caps ?? {};
  return Math.max(
    excess(params, quantities.params), excess(stepTimeMs, quantities.stepTimeMs), excess(memoryBytes, quantities.peakMemoryBytes));
}

function excess(cap: number | undefined, value: number | null | undefined): number {
  if (cap === undefined || value === undefined || value === null) return 0;
  return value > cap ? (value - cap) / value : 0;
}

export function keepsWithin(caps: Caps | undefined, quantities: CappedQuantities): boolean {
  return excessOf(caps, quantities) === 0;
}

/** What is known of an architecture before it is trained, and a cap can be held against; memory is core's estimate. */
export function staticQuantities(architecture: Architecture, task: TrainingMemoryInput): CappedQuantities {
  return { params: costOf(architecture).params, peakMemoryBytes: trainingMemory(architecture, task) };
}

/** Whether training an architecture is worth anything at all: it breaks no cap that is known without. A step time is not. */
export function mayBeTried(caps: Caps | undefined, task: TrainingMemoryInput): (architecture: Architecture) => boolean {
  const { params = Infinity, memoryBytes = Infinity } = caps ?? {};
  return (architecture) => (
    (params === Infinity || costOf(architecture).params <= params)
    && (memoryBytes === Infinity || trainingMemory(architecture, task) <= memoryBytes));
}
