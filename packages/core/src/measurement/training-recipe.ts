import type { Architecture } from '../architecture/architecture.js';
import { defaultProgressive } from '../progressive/linear.js';
import { NOT_PROGRESSIVE } from '../progressive/progressive.js';
import { MOST_EVALUATIONS, type ProxyTask } from './proxy-task.js';

/** A week: a full training ends by its epochs, or when the user wants it to. */
const NO_LIMIT_SECONDS = 604_800;

/**
 * The recipe by which a network is trained in full. With as few parameters as a searched network has it is hard to fit the
 * training images at all: so little augmentation, and weight decay alone besides. How it was found: docs/training.md.
 */
export const TRAINING_RECIPE = {
  epochs: 30, batchSize: 64, optimizer: 'sgd', learningRate: 0.1, warmupFraction: 0.05, schedule: { kind: 'cosine' },
  weightDecay: 3e-4, labelSmoothing: 0, dropout: 0, stochasticDepth: 0, emaDecay: 0.999,
  augmentation: { crop: 0, flip: true, randAugment: null, mixup: 0, cutmix: 0 }, seed: 1,
  trainSamples: null, validationSamples: null, timing: { warmupSteps: 1, steps: 30 },
  timeoutSeconds: NO_LIMIT_SECONDS, memoryBudgetBytes: null,
} as const satisfies Omit<ProxyTask, 'evaluations' | 'progressive'>;

/**
 * Full training on the whole training split, evaluated on validation after every epoch and progressive, unless something else
 * is said.
 * @param architecture by whose image size the schedule goes; without one there is none
 */
export function fullTrainingTask(given: Partial<ProxyTask> = {}, architecture?: Architecture): ProxyTask {
  const task = { ...TRAINING_RECIPE, ...given };
  return {
    ...task, evaluations: given.evaluations ?? Math.min(MOST_EVALUATIONS, Math.max(1, Math.round(task.epochs))),
    progressive: given.progressive ?? (architecture === undefined ? NOT_PROGRESSIVE : defaultProgressive(architecture, task)),
  };
}
