import type { EvaluationData } from '../data/evaluation-data.js';
import { normal } from '../data/chance.js';
import { BEST_KNOWN } from './best-known.js';
import { ACCEL_NASBENCH_SPACE, EFFICIENTNET_B0 } from './space.js';
import type { Surrogate } from './surrogate.js';

/** Standard deviation of top1 over seeds of the authors' training, in points (117 networks, 3 seeds each). */
export const SEED_NOISE = 0.256;

/** Exponents of the joint reward: those of EfficientNetV2. */
const W = -0.07;
const V = -0.05;

export type SurrogateObjective = 'top1' | 'joint';

export interface SurrogateDataOptions {
  readonly objective: SurrogateObjective;
  /** Standard deviation that one training adds to top1; 0 for none. */
  readonly noise: number;
}

/**
 * The surrogate as trainings. `joint` is top1 * (S/S0)^-0.07 * (P/P0)^-0.05 with the step time S as one over the
 * throughput on an A100; S0 and P0 are EfficientNet-B0's, so that it is in points of top1 at B0's speed and size.
 */
export function surrogateData(surrogate: Surrogate, { objective, noise }: SurrogateDataOptions): EvaluationData {
  const throughput0 = surrogate.throughput(EFFICIENTNET_B0);
  const params0 = surrogate.params(EFFICIENTNET_B0);
  const factorOf = (encoding: readonly number[]) => (objective === 'top1'
    ? 1 : (throughput0 / surrogate.throughput(encoding)) ** W * (surrogate.params(encoding) / params0) ** V);
  const trueReward = (encoding: readonly number[]) => surrogate.top1(encoding) * factorOf(encoding);
  return {
    name: `accel-nasbench surrogate ${objective}`,
    space: ACCEL_NASBENCH_SPACE,
    unit: objective === 'top1' ? 'points of top1' : 'points of top1 at the cost of EfficientNet-B0',
    noise, best: trueReward(BEST_KNOWN[objective]), shares: [1], trueReward,
    train: (encoding, rng) => ({
      rewards: [(surrogate.top1(encoding) + noise * normal(rng)) * factorOf(encoding)], seconds: surrogate.trainSeconds(encoding),
    }),
  };
}
