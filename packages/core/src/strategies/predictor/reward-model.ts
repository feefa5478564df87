import type { Rng } from '../../random/rng.js';
import type { Decision } from '../../search-space/encoding.js';
import { spreadOut, type SpreadRewards } from './acquisition.js';
import { decisionDifferences } from './encoding-distance.js';
import { GaussianProcess, type Encoding, type Hyperparameters } from './gaussian-process.js';
import { fitHyperparameters, usualHyperparameters } from './hyperparameters.js';

/** A result. Reward null: it failed. */
export interface Told {
  readonly hash: string;
  readonly encoding: Encoding;
  readonly reward: number | null;
}

/** What a model has learned of the results, and which of them it looks at; before the first ones it is of none. */
export interface LearnedModel extends Hyperparameters {
  /** How many results there were when its hyperparameters were fitted. */
  readonly fittedAt: number;
  /** How many there were when its points were chosen. */
  readonly rememberedAt: number;
  /** Those that it looks at, by their place. Later ones are added as they come. */
  readonly points: readonly number[];
}

/** What is believed of the rewards, in the model's own scale, where only the order matters. */
export interface Belief {
  readonly process: GaussianProcess;
  /** The results that the process looks at, by their place. */
  readonly places: readonly number[];
  /** The reward that has such a value in the process. */
  rewardAt(value: number): number;
}

/** Results that the hyperparameters are fitted to at most: the cost grows with the cube. */
const MOST_FITTED = 128;
/** They are fitted anew when there are so many times as many results. */
const FITTED_FOR = 1.15;
/** Results beyond a full memory that are added before it is filled anew. */
const MOST_ADDED = 16;
/** Of a full memory the part that goes to the best. */
const SHARE_OF_BEST = 0.6;
/** What failed counts as bad, in the rank of the results. */
const RANK_OF_FAILED = 0.1;

export function untaughtModel(decisions: number): LearnedModel {
  return { ...usualHyperparameters(decisions), fittedAt: 0, rememberedAt: 0, points: [] };
}

/**
 * A Gaussian process over the results of a search, which looks at a limited number of them, most of them the best. It is
 * told of all results each time and keeps what it learned of them.
 */
export class RewardModel {
  readonly #differences;
  readonly #memory: number;
  #learned: LearnedModel;
  /** Made when it is needed. */
  #grown: { readonly places: number[]; readonly process: GaussianProcess } | null = null;
  /** What `#grown` has seen of the results, and of how many. */
  #observed: { readonly count: number; readonly rewardAt: SpreadRewards['rewardAt'] } | null = null;

  constructor(decisions: readonly Decision[], memory: number, learned: LearnedModel) {
    this.#differences = decisionDifferences(decisions);
    this.#memory = memory;
    this.#learned = learned;
  }

  get learned(): LearnedModel {
    return this.#learned;
  }

  /** After a new result: all that takes long, so that asking for the belief does not. */
  learn(results: readonly Told[], rng: Rng): void {
    this.#adapt(results, rng);
    this.belief(results);
  }

  belief(results: readonly Told[]): Belief {
    const grown = this.#grow(results);
    if (this.#observed?.count !== results.length) {
      const { values, rewardAt } = spreadResults(results);
      grown.process.observe(grown.places.map((place) => values[place] as number));
      this.#observed = { count: results.length, rewardAt };
    }
    return { ...grown, rewardAt: this.#observed.rewardAt };
  }

  /** Fits hyperparameters where there are enough new results, and chooses what to look at where there are too many. */
  #adapt(results: readonly Told[], rng: Rng): void {
    const { fittedAt, rememberedAt, points } = this.#learned;
    const isUnfit = results.length >= fittedAt * FITTED_FOR;
    const added = results.length - rememberedAt;
    const isFull = points.length + added > this.#memory && added >= MOST_ADDED;
    if (!isUnfit && !isFull && rememberedAt > 0) return;
    const { values } = spreadResults(results);
    if (isUnfit) this.#fit(results, values, rng);
    this.#learned = { ...this.#learned, rememberedAt: results.length, points: chooseResults(values, this.#memory, rng) };
    this.#grown = null;
    this.#observed = null;
  }

  #fit(results: readonly Told[], values: readonly number[], rng: Rng): void {
    const places = chooseResults(values, MOST_FITTED, rng);
    const { weights, noise } = fitHyperparameters(this.#differences, places.map((place) => encodingAt(results, place)),
      places.map((place) => values[place] as number), this.#learned.fittedAt === 0 ? null : this.#learned, rng);
    this.#learned = { ...this.#learned, weights, noise, fittedAt: results.length };
  }

  /** The process with the results that came since its points were chosen. */
  #grow(results: readonly Told[]): { readonly places: number[]; readonly process: GaussianProcess } {
    const { points, rememberedAt } = this.#learned;
    this.#grown ??= { places: [...points], process: new GaussianProcess(this.#differences, this.#learned, points.map((place) => encodingAt(results, place))) };
    const { places, process } = this.#grown;
    for (let place = rememberedAt + places.length - points.length; place < results.length; place++) {
      places.push(place);
      process.append(encodingAt(results, place));
    }
    return this.#grown;
  }
}

function encodingAt(results: readonly Told[], place: number): Encoding {
  return (results[place] as Told).encoding;
}

/** The results as the model sees them. */
function spreadResults(results: readonly Told[]): SpreadRewards {
  const measured = results.flatMap(({ reward }) => (reward === null ? [] : [reward])).sort((a, b) => a - b);
  const failed = measured[Math.floor(measured.length * RANK_OF_FAILED)] ?? 0;
  return spreadOut(results.map(({ reward }) => reward ?? failed));
}

/** The places of the best values and, among the rest, of random ones: together `most` at most, in order. */
function chooseResults(values: readonly number[], most: number, rng: Rng): number[] {
  const places = values.map((_, index) => index);
  if (places.length <= most) return places;
  const byValue = places.toSorted((a, b) => (values[b] as number) - (values[a] as number));
  const chosen = byValue.slice(0, Math.floor(most * SHARE_OF_BEST));
  const rest = byValue.slice(chosen.length);
  for (let index = 0; chosen.length < most; index++) {
    const at = index + rng.integer(rest.length - index);
    chosen.push(rest[at] as number);
    rest[at] = rest[index] as number;
  }
  return chosen.sort((a, b) => a - b);
}
