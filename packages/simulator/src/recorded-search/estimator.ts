import { createRng, decisionDifferences, fitHyperparameters, GaussianProcess, type Decision, type Prediction } from '@stride/core';

/** Values that the hyperparameters are fitted to, and that the process looks at: the cost grows with the cube. */
const MOST_FITTED = 128;
const MOST_POINTS = 600;
/** Fewer tell nothing of each other. */
const FEWEST = 8;

export interface KnownValue {
  readonly encoding: readonly number[];
  readonly value: number;
}

/** What known values say about points that nobody tried: a Gaussian process over encodings. */
export class Estimator {
  readonly #process: GaussianProcess | null;
  readonly #mean: number;
  readonly #deviation: number;
  /** Standard deviation of a known value around what it should be: of one training. */
  readonly noise: number;

  /** @param known one value or more, the latest last */
  constructor(decisions: readonly Decision[], known: readonly KnownValue[]) {
    const points = known.slice(-MOST_POINTS);
    this.#mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
    this.#deviation = Math.sqrt(points.reduce((sum, { value }) => sum + (value - this.#mean) ** 2, 0) / points.length);
    if (points.length < FEWEST || this.#deviation === 0 || decisions.length === 0) {
      this.#process = null;
      this.noise = 0;
      return;
    }
    const differences = decisionDifferences(decisions);
    const values = points.map(({ value }) => (value - this.#mean) / this.#deviation);
    const fitted = points.slice(-MOST_FITTED).map(({ encoding }) => encoding);
    const hyperparameters = fitHyperparameters(differences, fitted, values.slice(-MOST_FITTED), null, createRng(1));
    this.#process = new GaussianProcess(differences, hyperparameters, points.map(({ encoding }) => encoding));
    this.#process.observe(values);
    this.noise = Math.sqrt(hyperparameters.noise) * this.#process.greatestDeviation * this.#deviation;
  }

  /** What the value of a point should be, and how uncertain that is. */
  predict(encoding: readonly number[]): Prediction {
    if (this.#process === null) return { mean: this.#mean, deviation: this.#deviation };
    const { mean, deviation } = this.#process.predict(encoding);
    return { mean: this.#mean + mean * this.#deviation, deviation: deviation * this.#deviation };
  }
}
