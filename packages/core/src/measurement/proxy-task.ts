import type { Progressive } from '../progressive/progressive.js';
import type { Augmentation } from './augmentation.js';

/** Of one training: its curve is kept whole. */
export const MOST_EVALUATIONS = 1000;

/** How a candidate is trained: short, reduced, and the same for every candidate of a search. */
export interface ProxyTask {
  /** Images of the training split that are used; null means all. */
  readonly trainSamples: number | null;
  /** Images of the validation split that are used; null means all. */
  readonly validationSamples: number | null;
  readonly batchSize: number;
  /** Passes over the training images; fractions are allowed. */
  readonly epochs: number;
  readonly optimizer: 'rmsprop' | 'sgd' | 'adamw';
  /** Peak learning rate, reached after `warmupFraction` of the steps; then it falls as the schedule says. */
  readonly learningRate: number;
  readonly warmupFraction: number;
  readonly schedule: Schedule;
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  readonly dropout: number;
  /** Drop probability of the last block; earlier blocks get a linear share. */
  readonly stochasticDepth: number;
  /** Share of the old value in the exponential moving average of the weights, with which accuracy is evaluated; 0 is off. */
  readonly emaDecay: number;
  readonly augmentation: Augmentation;
  /** How image size and regularisation grow during training. */
  readonly progressive: Progressive;
  readonly seed: number;
  /** Times validation is evaluated during training, spread evenly; the last is at the end. */
  readonly evaluations: number;
  /** Step timing: at least so many steps thrown away, more until they are stable; then steps measured. */
  readonly timing: { readonly warmupSteps: number; readonly steps: number };
  /** A candidate that takes longer ends with reason TIMEOUT. */
  readonly timeoutSeconds: number;
  /** A candidate whose training would need more ends with reason OOM before it starts; null leaves the device's own limit. */
  readonly memoryBudgetBytes: number | null;
}

/** Cosine: to 0 at the end. Exponential: times `rate` every `epochs` epochs, as in the paper (0.97 every 2.4). */
export type Schedule =
  | { readonly kind: 'cosine' }
  | { readonly kind: 'exponential'; readonly rate: number; readonly epochs: number };

/** Training steps of one candidate on a training split of `splitSize` images. */
export function trainingSteps(task: ProxyTask, splitSize: number): number {
  const samples = Math.min(task.trainSamples ?? splitSize, splitSize);
  return Math.max(1, Math.ceil((samples * task.epochs) / task.batchSize));
}
