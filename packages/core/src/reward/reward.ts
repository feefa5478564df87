import { excessOf } from './caps.js';
import { DEFAULT_OBJECTIVE, type AbsoluteObjective, type JointObjective, type Objective } from './objective.js';

export interface RewardInput {
  /** Validation accuracy, 0 to 1. */
  readonly accuracy: number;
  /** Median training-step time and that of the reference on the same device class, in ms. */
  readonly stepTimeMs: number;
  readonly referenceStepTimeMs: number;
  readonly params: number;
  readonly referenceParams: number;
  /** Measured, in bytes; only a cap on memory asks. Null or absent: the backend cannot tell. */
  readonly peakMemoryBytes?: number | null;
}

/**
 * A * (S/S0)^w * (P/P0)^v.
 * Source: Tan & Le 2021, EfficientNetV2 (arXiv 2104.00298), section 3.2.
 */
export function jointReward({ w, v }: JointObjective, input: RewardInput): number {
  const time = (input.stepTimeMs / input.referenceStepTimeMs) ** w;
  const size = (input.params / input.referenceParams) ** v;
  return input.accuracy * time * size;
}

/**
 * A + beta * |S/T0 - 1|, T0 = target * S0.
 * Source: Bender et al. 2020, TuNAS (arXiv 2008.06120), section 3.2.
 */
export function absoluteReward({ beta, target }: AbsoluteObjective, input: RewardInput): number {
  return input.accuracy + beta * Math.abs(input.stepTimeMs / (target * input.referenceStepTimeMs) - 1);
}

/**
 * The reward of a measurement under an objective of any kind. Beyond a cap it is the least that anything within the caps can
 * have, less the share of the excess: so everything within comes before it, and what is nearer to the caps before what is
 * further away. Under `pareto` it is the joint reward with its default weights, for tables that need one order and for
 * strategies that know one number.
 */
export function rewardOf(objective: Objective, input: RewardInput): number {
  const reward = withoutCaps(objective, input);
  if (objective.caps === undefined) return reward;
  const least = leastWithin(objective);
  const excess = excessOf(objective.caps, input);
  return excess > 0 ? least - excess : Math.max(least, reward);
}

function withoutCaps(objective: Objective, input: RewardInput): number {
  switch (objective.kind) {
    case 'joint':
      return jointReward(objective, input);
    case 'absolute':
      return absoluteReward(objective, input);
    case 'pareto':
      return jointReward(DEFAULT_OBJECTIVE, input);
  }
}

/**
 * A product of what is not negative cannot fall below 0; the absolute reward can fall without end, and where there are caps
 * ends here, at no accuracy and a step that is 1/|beta| of T0 away from it.
 */
function leastWithin({ kind }: Objective): number {
  return kind === 'absolute' ? -1 : 0;
}

/** Accuracy, -ln(S/S0), -ln(P/P0): each the higher the better. */
export type Goals = readonly [accuracy: number, time: number, size: number];

/** More than two measurements can be apart in any goal: those are shares, and logarithms of ratios of positive numbers. */
const BEYOND_ALL = 10_000;

/**
 * What several goals make of a measurement. What breaks a cap is beaten in every goal by everything within, and by what is
 * much nearer to the caps, as in Deb et al. 2002 (NSGA-II), section VI.
 */
export function goalsOf({ caps }: Objective, input: RewardInput): Goals {
  const { accuracy, stepTimeMs, referenceStepTimeMs, params, referenceParams } = input;
  const excess = excessOf(caps, input);
  const penalty = excess > 0 ? BEYOND_ALL * (1 + excess) : 0;
  return [accuracy - penalty, Math.log(referenceStepTimeMs / stepTimeMs) - penalty, Math.log(referenceParams / params) - penalty];
}
