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

/**
 * Static estimate of the most memory that training holds on the device at once, in bytes: per parameter its weight,
 * gradient, optimizer state and average; per image what the forward pass keeps for the backward pass. It leans to the low
 * side, because a network that would fit must not be turned away.
 */
export function trainingMemory(architecture: Architecture, { batchSize, optimizer, emaDecay }: TrainingMemoryInput): number {
  const { params, activationElements } = costOf(architecture);
  const perParameter = 2 + OPTIMIZER_STATE[optimizer] + (emaDecay > 0 ? 1 : 0);
  return BYTES_PER_NUMBER * (params * perParameter + batchSize * activationElements);
}
