import type { Rng } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';

/** What makes and remembers a policy. Per decision, per choice. */
export interface PolicyState {
  readonly logits: readonly (readonly number[])[];
  /** Adam's running mean of the squared gradient. */
  readonly squares: readonly (readonly number[])[];
  /** Updates so far. */
  readonly updates: number;
}

export interface PolicyOptions {
  readonly learningRate: number;
  readonly clip: number;
  readonly entropy: number;
  readonly epochs: number;
}

/** One proposal with what came of it. */
export interface Sample {
  readonly encoding: readonly number[];
  /** The log probability of each of its choices when it was proposed. */
  readonly logProbabilities: readonly number[];
  /** How much better it was than expected, in standard deviations. */
  readonly advantage: number;
}

const ADAM = { decay: 0.999, epsilon: 1e-8 };
export function uniformPolicy({ decisions }: DecisionSpace): PolicyState {
  const zeros = (): number[][] => decisions.map(({ choices }) => choices.map(() => 0));
  return { logits: zeros(), squares: zeros(), updates: 0 };
}

/**
 * Every decision on its own, by a softmax over its choices: the policy of TuNAS (Bender et al. 2020, arXiv 2008.06120).
 * MnasNet and NASNet have a recurrent network instead, which thousands of results can train and hundreds cannot.
 */
export class Policy {
  readonly #logits: number[][];
  readonly #squares: number[][];
  #updates: number;

  constructor({ logits, squares, updates }: PolicyState) {
    this.#logits = logits.map((row) => [...row]);
    this.#squares = squares.map((row) => [...row]);
    this.#updates = updates;
  }

  sample(rng: Rng): number[] {
    return this.#logits.map((logits) => {
      let left = rng.next();
      const choice = logSoftmax(logits).findIndex((logProbability) => (left -= Math.exp(logProbability)) < 0);
      // Rounding may leave a little of the last choice's share.
      return choice < 0 ? logits.length - 1 : choice;
    });
  }

  /** Of each choice. */
  logProbabilities(encoding: readonly number[]): number[] {
    return this.#logits.map((logits, at) => logSoftmax(logits)[encoding[at] as number] as number);
  }

  /**
   * Some steps up PPO's clipped objective of one sample (Schulman et al. 2017, arXiv 1707.06347, equation 7) with an entropy
   * bonus, by Adam without momentum (beta1 = 0), as in TuNAS.
   *
   * With many workers the policy has moved since the sample was proposed, often further than the clip allows, and the sample
   * would teach nothing. So the clip is around the policy as it is when the result comes (Hilton et al. 2021, arXiv
   * 2110.00641: proximal and behavior policy are two things), and what lies between weighs each decision by its own
   * importance ratio, truncated at 1 as in V-trace (Espeholt et al. 2018, arXiv 1802.01561). With one worker nothing lies between.
   */
  learn({ encoding, logProbabilities, advantage }: Sample, options: PolicyOptions): void {
    const before = this.logProbabilities(encoding);
    const importance = before.map((logProbability, at) => Math.min(1, Math.exp(logProbability - (logProbabilities[at] as number))));
    for (let epoch = 0; epoch < options.epochs; epoch += 1) {
      const ratio = Math.exp(sum(this.logProbabilities(encoding)) - sum(before));
      const isClipped = advantage > 0 ? ratio > 1 + options.clip : ratio < 1 - options.clip;
      this.#step(encoding, importance.map((weight) => (isClipped ? 0 : advantage * ratio * weight)), options);
    }
  }

  #step(encoding: readonly number[], weights: readonly number[], { learningRate, entropy }: PolicyOptions): void {
    this.#updates += 1;
    const correction = 1 - ADAM.decay ** this.#updates;
    for (const [at, logits] of this.#logits.entries()) {
      const squares = this.#squares[at] as number[];
      for (const [choice, gradient] of gradients(logits, encoding[at] as number, weights[at] as number, entropy).entries()) {
        const square = ADAM.decay * (squares[choice] as number) + (1 - ADAM.decay) * gradient ** 2;
        squares[choice] = square;
        logits[choice] = (logits[choice] as number) + learningRate * gradient / (Math.sqrt(square / correction) + ADAM.epsilon);
      }
    }
  }

  state() {
    return { logits: this.#logits.map((row) => [...row]), squares: this.#squares.map((row) => [...row]), updates: this.#updates };
  }
}

/** Of weight * log p(chosen) + entropy * H(p) by each logit of p. */
function gradients(logits: readonly number[], chosen: number, weight: number, entropy: number): number[] {
  const logProbabilities = logSoftmax(logits);
  const uncertainty = -sum(logProbabilities.map((logProbability) => Math.exp(logProbability) * logProbability));
  return logProbabilities.map((logProbability, choice) => {
    const probability = Math.exp(logProbability);
    return weight * (Number(choice === chosen) - probability) - entropy * probability * (logProbability + uncertainty);
  });
}

function logSoftmax(logits: readonly number[]): number[] {
  const greatest = Math.max(...logits);
  const logSum = greatest + Math.log(sum(logits.map((logit) => Math.exp(logit - greatest))));
  return logits.map((logit) => logit - logSum);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
