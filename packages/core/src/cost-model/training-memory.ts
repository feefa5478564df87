import type { Architecture } from '../architecture/architecture.js';
import { costOf } from './cost.js';

/** What decides, besides the architecture, how much memory training takes. */
export interface TrainingMemoryInput {
  readonly batchSize: number;
  readonly optimizer: 'rmsprop' | 'sgd' | 'adamw';
  readonly emaDecay: number;
}

const BYTES_PER_NUMBER = 4;

/** Vectors over all parameters that an optimizer keeps beside the weights. */
const OPTIMIZER_STATE: Readonly<Record<TrainingMemoryInput['optimizer'], number>> = { rmsprop: 2, sgd: 1, adamw: 2 };

/** What a backend takes before there is a network. */
const BASE_BYTES = 8 * 2 ** 20;

/**
 * Numbers in memory at the height of the backward pass for each that the forward pass makes: most of those are kept, and
 * gradients, copies with borders and room that the allocator cannot use come on top.
 */
const PER_ACTIVATION = 1.25;

/**
 * Static estimate of the most memory that training holds on the device at once, in bytes: per parameter its weight,
 * gradient, optimizer state and average; per image of the batch what the forward pass makes.
 *
 * Calibrated on the WebAssembly backend, whose memory only grows: over 16 networks and batches of 16 MB to 2.8 GB it is
 * 0.79 to 1.10 of what was measured, and 0.96 at most above 100 MB. It leans to the low side, because a network that would
 * fit must not be turned away.
 */
export function trainingMemory(architecture: Architecture, { batchSize, optimizer, emaDecay }: TrainingMemoryInput): number {
  const { params, activationElements } = costOf(architecture);
  const perParameter = 2 + OPTIMIZER_STATE[optimizer] + (emaDecay > 0 ? 1 : 0);
  return Math.round(BASE_BYTES + BYTES_PER_NUMBER * (params * perParameter + batchSize * activationElements * PER_ACTIVATION));
}
