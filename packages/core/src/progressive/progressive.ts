/**
 * Progressive learning: training in stages, from small images and weak regularization to those that the task and the
 * architecture name. Weights carry over. Source: Tan & Le 2021 (arXiv 2104.00298), Algorithm 1.
 *
 * Stages differ in image size, RandAugment's magnitude, mixup and dropout; everything else, cutmix among it, is the task's
 * own in every stage. Validation, test and timing see images of the architecture's size throughout.
 */
export type Progressive =
  | { readonly kind: 'none' }
  /**
   * Stage i of M, all of the same length, has from + (to - from) * i / (M - 1), where `to` is the task's own regularization
   * and the architecture's image size. A `from` that is stronger than `to` is allowed: regularization then falls.
   */
  | { readonly kind: 'linear'; readonly stages: number; readonly from: Strength }
  | { readonly kind: 'custom'; readonly stages: readonly ProgressiveStage[] };

/** What grows. */
export interface Strength {
  /**
   * Height of the images in pixels; the width keeps the architecture's proportion. From the network's total stride to the
   * architecture's own height: beyond that, an estimate of what the network needs would no longer hold.
   */
  readonly imageSize: number;
  /** Of RandAugment, 0 to 30; without effect where the task has no RandAugment. */
  readonly magnitude: number;
  /** Alpha of mixup. */
  readonly mixup: number;
  readonly dropout: number;
}

export interface ProgressiveStage extends Strength {
  /** Share of all steps; the shares of a schedule add up to 1. */
  readonly share: number;
}

export const NOT_PROGRESSIVE: Progressive = { kind: 'none' };
