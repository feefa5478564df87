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
  /** Peak learning rate, reached after `warmupFraction` of the steps, then cosine decay to 0. */
  readonly learningRate: number;
  readonly warmupFraction: number;
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  readonly dropout: number;
  /** Drop probability of the last block; earlier blocks get a linear share. */
  readonly stochasticDepth: number;
  readonly seed: number;
  /** Times validation is evaluated during training, spread evenly; the last is at the end. */
  readonly evaluations: number;
  /** Step timing: steps thrown away, then steps measured. */
  readonly timing: { readonly warmupSteps: number; readonly steps: number };
  /** A candidate that takes longer ends with reason TIMEOUT. */
  readonly timeoutSeconds: number;
}

/** Training steps of one candidate on a training split of `splitSize` images. */
export function trainingSteps(task: ProxyTask, splitSize: number): number {
  const samples = Math.min(task.trainSamples ?? splitSize, splitSize);
  return Math.max(1, Math.ceil((samples * task.epochs) / task.batchSize));
}
