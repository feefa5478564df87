/** A made-up world in which small networks are trained: for searches that nobody has to wait for. Nothing in it was measured. */
import {
  costOf, createRng, decisionSpaceOf, decodeArchitecture, rewardOf,
  type Architecture, type Objective, type Rng, type SearchSpace,
} from '@stride/core';
import type { EvaluationData } from '@stride/simulator';

/** Made-up figures of one training. */
export interface Figures {
  readonly accuracy: number;
  readonly stepTimeMs: number;
  readonly trainSeconds: number;
}

/** At which shares of a training a candidate is evaluated. */
export const SHARES = [0.25, 0.5, 0.75, 1] as const;
/** What an evaluation on the way has of the final accuracy. */
const PROGRESS = [0.72, 0.87, 0.95, 1] as const;
const STEPS = 500;
const REFERENCE_STEP_MS = 24;

export class World {
  readonly #space: SearchSpace;
  readonly #objective: Objective;
  readonly #reference;

  constructor(space: SearchSpace, objective: Objective) {
    this.#space = space;
    this.#objective = objective;
    this.#reference = costOf(space.reference);
  }

  /** Larger networks are slower and, up to a point, more accurate; each kind of block has its own pace. Luck is all from `rng`. */
  figuresOf(architecture: Architecture, rng: Rng): Figures {
    const { params, multiplyAdds } = costOf(architecture);
    const size = Math.log(params / this.#reference.params);
    const work = Math.log(multiplyAdds / this.#reference.multiplyAdds);
    const depthwise = architecture.stages.filter(({ op }) => op === 'mbconv').length / architecture.stages.length;
    const wide = architecture.stages.filter(({ kernel }) => kernel >= 5).length / architecture.stages.length;
    const luck = rng.next() + rng.next() + rng.next() - 1.5;
    const accuracy = 0.86 + 0.022 * size - 0.008 * size ** 2 + 0.012 * depthwise + 0.008 * wide + 0.006 * luck;
    const stepTimeMs = REFERENCE_STEP_MS * Math.exp(0.7 * work + 0.25 * depthwise + 0.04 * luck);
    return { accuracy: Math.min(0.96, Math.max(0.2, accuracy)), stepTimeMs, trainSeconds: (STEPS * stepTimeMs) / 1000 + 4 };
  }

  /** What is seen at each evaluation. */
  accuraciesOf({ accuracy }: Figures): readonly number[] {
    return PROGRESS.map((share) => accuracy * share);
  }

  rewardOf({ accuracy, stepTimeMs }: Pick<Figures, 'accuracy' | 'stepTimeMs'>, architecture: Architecture): number {
    return rewardOf(this.#objective, {
      accuracy, stepTimeMs, params: costOf(architecture).params, referenceStepTimeMs: REFERENCE_STEP_MS, referenceParams: this.#reference.params,
    });
  }

  /** For the simulator, which replays it as it would replay recorded results. */
  data(seed: number): EvaluationData {
    const architectureOf = (encoding: readonly number[]) => decodeArchitecture(this.#space, encoding);
    const typical = (encoding: readonly number[]) => this.figuresOf(architectureOf(encoding), luckOf(seed, encoding));
    return {
      name: 'made up', space: decisionSpaceOf(this.#space), unit: 'reward', noise: 0, best: 1, shares: SHARES,
      trueReward: (encoding) => this.rewardOf(typical(encoding), architectureOf(encoding)),
      train: (encoding) => {
        const figures = typical(encoding);
        const rewards = this.accuraciesOf(figures).map((accuracy) => this.rewardOf({ ...figures, accuracy }, architectureOf(encoding)));
        return { rewards, seconds: figures.trainSeconds };
      },
    };
  }

  static readonly referenceStepMs = REFERENCE_STEP_MS;
  static readonly steps = STEPS;
}

/** The same luck whenever that network is trained in the world of that seed. */
export function luckOf(seed: number, encoding: readonly number[]): Rng {
  return createRng(encoding.reduce((hash, choice) => Math.imul(hash ^ (choice + 1), 0x01000193) >>> 0, (seed ^ 0x811c9dc5) >>> 0));
}
