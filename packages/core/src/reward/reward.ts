/** Weights of the joint reward; defaults are those of EfficientNetV2. */
export interface Objective {
  readonly kind: 'joint';
  /** Exponent of the normalised step time S/S0. */
  readonly w: number;
  /** Exponent of the normalised parameter count P/P0. */
  readonly v: number;
}

export const DEFAULT_OBJECTIVE: Objective = { kind: 'joint', w: -0.07, v: -0.05 };

export interface RewardInput {
  /** Validation accuracy, 0 to 1. */
  readonly accuracy: number;
  /** Median training-step time and that of the reference on the same device class, in ms. */
  readonly stepTimeMs: number;
  readonly referenceStepTimeMs: number;
  readonly params: number;
  readonly referenceParams: number;
}

/**
 * A * (S/S0)^w * (P/P0)^v.
 * Source: Tan & Le 2021, EfficientNetV2 (arXiv 2104.00298), section 3.2.
 */
export function jointReward(objective: Objective, input: RewardInput): number {
  const time = (input.stepTimeMs / input.referenceStepTimeMs) ** objective.w;
  const size = (input.params / input.referenceParams) ** objective.v;
  return input.accuracy * time * size;
}
