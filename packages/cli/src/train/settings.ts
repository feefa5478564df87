import { fullTrainingTask, TRAINING_RECIPE as RECIPE, type Architecture, type ProxyTask } from '@stride/core';
import { formatAugmentation, parseAugmentation } from './augment-option.js';
import { parseProgressive } from './progressive-option.js';
import { UsageError } from '../usage-error.js';

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
  readonly progressive?: string;
  readonly seed?: number;
}

export const DEFAULT_AUGMENT = formatAugmentation(RECIPE.augmentation);

const OPTIMIZERS = ['rmsprop', 'sgd', 'adamw'] as const;

/**
 * Trained on the whole training split, evaluated on validation after every epoch.
 * @throws StrideError CONFIG_INVALID naming the flag, PROXY_TASK_INVALID
 */
export function trainingTask(flags: TrainFlags, architecture: Architecture): ProxyTask {
  const task = withoutSchedule(flags);
  return flags.progressive === undefined ? fullTrainingTask(task, architecture)
    : fullTrainingTask({ ...task, progressive: parseProgressive(String(flags.progressive), architecture, task) });
}

/**
 * Only what differs from the recipe, which the service fills in itself.
 * @throws StrideError CONFIG_INVALID naming the flag, PROXY_TASK_INVALID
 */
export function taskChanges(flags: TrainFlags, architecture: Architecture): Partial<ProxyTask> {
  const task = withoutSchedule(flags);
  const recipe: Partial<ProxyTask> = RECIPE;
  const changed = Object.entries(task).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(recipe[key as keyof ProxyTask]));
  return {
    ...Object.fromEntries(changed) as Partial<ProxyTask>,
    ...(flags.progressive === undefined ? {} : { progressive: parseProgressive(String(flags.progressive), architecture, task) }),
  };
}

function withoutSchedule(flags: TrainFlags) {
  return {
    epochs: number('--epochs', flags.epochs, RECIPE.epochs, 0.01, 10_000),
    batchSize: whole('--batch-size', flags.batchSize, RECIPE.batchSize, 1, 4096),
    optimizer: optimizer(flags.optimizer),
    learningRate: number('--learning-rate', flags.learningRate, RECIPE.learningRate, 1e-9, 100),
    weightDecay: number('--weight-decay', flags.weightDecay, RECIPE.weightDecay, 0, 1),
    labelSmoothing: number('--label-smoothing', flags.labelSmoothing, RECIPE.labelSmoothing, 0, 0.99),
    dropout: number('--dropout', flags.dropout, RECIPE.dropout, 0, 0.99),
    stochasticDepth: number('--stochastic-depth', flags.stochasticDepth, RECIPE.stochasticDepth, 0, 0.99),
    emaDecay: number('--ema', flags.ema, RECIPE.emaDecay, 0, 0.999_999),
    augmentation: flags.augment === undefined ? RECIPE.augmentation : parseAugmentation(String(flags.augment)),
    seed: whole('--seed', flags.seed, RECIPE.seed, 0, 2_147_483_647),
  };
}

function number(flag: string, value: unknown, otherwise: number, min: number, max: number): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw new UsageError(`${flag} is ${JSON.stringify(value)}; it takes a number from ${min} to ${max}.`);
}

function whole(flag: string, value: unknown, otherwise: number, min: number, max: number): number {
  const result = number(flag, value, otherwise, min, max);
  if (Number.isInteger(result)) return result;
  throw new UsageError(`${flag} is ${result}; it takes a whole number from ${min} to ${max}.`);
}

function optimizer(value: string | undefined): ProxyTask['optimizer'] {
  const found = OPTIMIZERS.find((name) => name === (value ?? RECIPE.optimizer));
  if (found) return found;
  throw new UsageError(`--optimizer is ${JSON.stringify(value)}; it takes one of ${OPTIMIZERS.join(', ')}.`);
}
