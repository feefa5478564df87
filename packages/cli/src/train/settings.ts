import { StrideError, type Augmentation, type ProxyTask } from '@stride/core';
import { formatAugmentation, parseAugmentation } from './augment-option.js';

/** What a user may say about a training; the rest is the recipe. */
export interface TrainFlags {
  readonly dataset?: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly optimizer?: string;
  readonly weightDecay?: number;
  readonly labelSmoothing?: number;
  readonly dropout?: number;
  readonly stochasticDepth?: number;
  readonly ema?: number;
  readonly augment?: string;
  readonly seed?: number;
}

const AUGMENTATION: Augmentation = { crop: 0, flip: true, randAugment: null, mixup: 0 };

/**
 * The recipe for a network that a search found. With so few parameters it is hard to fit the training images at all: so little
 * augmentation, and weight decay alone besides. How it was found: docs/training.md.
 */
export const RECIPE = {
  epochs: 30, batchSize: 64, optimizer: 'sgd', learningRate: 0.1, warmupFraction: 0.05, schedule: { kind: 'cosine' },
  weightDecay: 3e-4, labelSmoothing: 0, dropout: 0, stochasticDepth: 0, emaDecay: 0.999, augmentation: AUGMENTATION, seed: 1,
} as const;

export const DEFAULT_AUGMENT = formatAugmentation(AUGMENTATION);

const OPTIMIZERS = ['rmsprop', 'sgd', 'adamw'] as const;

/** A week: a full training ends by its epochs, or when the user wants it to. */
const NO_LIMIT_SECONDS = 604_800;

/** Trained on the whole training split, evaluated on validation after every epoch. @throws StrideError CONFIG_INVALID naming the flag */
export function trainingTask(flags: TrainFlags): ProxyTask {
  const epochs = number('--epochs', flags.epochs, RECIPE.epochs, 0.01, 10_000);
  return {
    ...RECIPE, epochs,
    trainSamples: null, validationSamples: null,
    batchSize: whole('--batch-size', flags.batchSize, RECIPE.batchSize, 1, 4096),
    optimizer: optimizer(flags.optimizer),
    learningRate: number('--learning-rate', flags.learningRate, RECIPE.learningRate, 1e-9, 100),
    weightDecay: number('--weight-decay', flags.weightDecay, RECIPE.weightDecay, 0, 1),
    labelSmoothing: number('--label-smoothing', flags.labelSmoothing, RECIPE.labelSmoothing, 0, 0.99),
    dropout: number('--dropout', flags.dropout, RECIPE.dropout, 0, 0.99),
    stochasticDepth: number('--stochastic-depth', flags.stochasticDepth, RECIPE.stochasticDepth, 0, 0.99),
    emaDecay: number('--ema', flags.ema, RECIPE.emaDecay, 0, 0.999_999),
    augmentation: flags.augment === undefined ? AUGMENTATION : parseAugmentation(String(flags.augment)),
    seed: whole('--seed', flags.seed, RECIPE.seed, 0, 2_147_483_647),
    evaluations: Math.max(1, Math.round(epochs)),
    timing: { warmupSteps: 1, steps: 30 }, timeoutSeconds: NO_LIMIT_SECONDS, memoryBudgetBytes: null,
  };
}

function number(flag: string, value: unknown, otherwise: number, min: number, max: number): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw new StrideError('CONFIG_INVALID', `${flag} is ${JSON.stringify(value)}; it takes a number from ${min} to ${max}.`);
}

function whole(flag: string, value: unknown, otherwise: number, min: number, max: number): number {
  const result = number(flag, value, otherwise, min, max);
  if (Number.isInteger(result)) return result;
  throw new StrideError('CONFIG_INVALID', `${flag} is ${result}; it takes a whole number from ${min} to ${max}.`);
}

function optimizer(value: string | undefined): ProxyTask['optimizer'] {
  const found = OPTIMIZERS.find((name) => name === (value ?? RECIPE.optimizer));
  if (found) return found;
  throw new StrideError('CONFIG_INVALID', `--optimizer is ${JSON.stringify(value)}; it takes one of ${OPTIMIZERS.join(', ')}.`);
}
