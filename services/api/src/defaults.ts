/** Every value that a request for a search may leave out. The smallest one names only its space. */
import { NO_AUGMENTATION, NOT_PROGRESSIVE, trainingSteps, type ProxyTask } from '@stride/core';
import type { Budget, DatasetInfo } from '@stride/contracts';

/**
 * A short, reduced training run: on one CPU core it takes the reference of the fashion-mnist space to about 86 % of
 * validation accuracy in about ten seconds. Sizes are cut to what the dataset has; the seed is the search's own.
 */
export const DEFAULT_PROXY_TASK: Omit<ProxyTask, 'seed'> = {
  trainSamples: 16_000,
  validationSamples: 5_000,
  batchSize: 32,
  epochs: 1,
  optimizer: 'rmsprop',
  learningRate: 0.01,
  warmupFraction: 0.1,
  weightDecay: 1e-5,
  labelSmoothing: 0.1,
  dropout: 0.1,
  stochasticDepth: 0,
  schedule: { kind: 'cosine' },
  emaDecay: 0,
  augmentation: NO_AUGMENTATION,
  progressive: NOT_PROGRESSIVE,
  evaluations: 4,
  timing: { warmupSteps: 5, steps: 30 },
  timeoutSeconds: 600,
  memoryBudgetBytes: null,
};

export const DEFAULT_STRATEGY = 'auto';

/** Candidates of a search; fewer where the space holds fewer. */
export const DEFAULT_CANDIDATES = 16;

/** In flight at once where no worker is alive yet; else one for each living worker. */
export const DEFAULT_CONCURRENCY = 2;

/** A search whose candidates keep failing stops early: at a quarter of them, but not before the third. */
const FAILURE_SHARE = 0.25;
const MIN_FAILURES = 3;

const MAX_SEED = 2_147_483_647;

export function defaultProxyTask(dataset: DatasetInfo, given: Partial<ProxyTask>, seed: number): ProxyTask {
  const { train, validation } = dataset.splits;
  const trainSamples = Math.min(DEFAULT_PROXY_TASK.trainSamples ?? train, train);
  const task: ProxyTask = {
    ...DEFAULT_PROXY_TASK,
    trainSamples,
    validationSamples: Math.min(DEFAULT_PROXY_TASK.validationSamples ?? validation, validation),
    seed,
    ...given,
    augmentation: { ...NO_AUGMENTATION, ...given.augmentation },
  };
  const batchSize = given.batchSize ?? Math.min(task.batchSize, task.trainSamples ?? train);
  const steps = trainingSteps({ ...task, batchSize }, train);
  return { ...task, batchSize, evaluations: given.evaluations ?? Math.min(task.evaluations, steps) };
}

export function defaultBudget(spaceSize: bigint, given: Partial<Budget>): Budget {
  const candidates = given.candidates
    ?? (spaceSize < BigInt(DEFAULT_CANDIDATES) ? Number(spaceSize) : DEFAULT_CANDIDATES);
  return {
    candidates,
    wallSeconds: given.wallSeconds ?? null,
    failures: given.failures === undefined ? Math.max(MIN_FAILURES, Math.ceil(candidates * FAILURE_SHARE)) : given.failures,
  };
}

/** `fashion-mnist 11-24 14:05`: the space and the minute, in UTC. */
export function defaultName(spaceName: string, now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  return `${spaceName} ${date.slice(5)} ${time.slice(0, 5)}`;
}

export function randomSeed(): number {
  return Math.floor(Math.random() * MAX_SEED);
}
