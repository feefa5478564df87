import type { DecisionDifferences } from './encoding-distance.js';

export type Encoding = readonly number[];

/** What a model takes for given when it looks at results. */
export interface Hyperparameters {
  /** How fast likeness falls with each decision's difference. */
  readonly weights: readonly number[];
  /** Variance of a result around what it should be, relative to the variance of the process. */
  readonly noise: number;
}

export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
}

const SMALLEST_PIVOT = 1e-10;
/** Keeps products and quotients of many of them from becoming zero. */
const LEAST_LIKENESS = 1e-9;

/**
 * A Gaussian process over encodings with the kernel exp(-sum of weight * difference), whose variance is the one that makes
 * the values most likely. Source: Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, algorithm 2.1.
 *
 * Points can be appended: factoring goes row by row, so that a model which grew is the same, bit for bit, as one that was
 * made of all points at once.
 */
export class GaussianProcess {
  /** Likeness of all decisions' choices, one table after the other: the kernel is the product of one entry of each. */
  readonly #likeness: Float64Array;
  /** Of each decision: where its table begins, and the length of a row. */
  readonly #starts: Int32Array;
  readonly #choices: Int32Array;
  readonly #noise: number;
  readonly #points: Uint16Array[] = [];
  /** Rows of the lower triangular Cholesky factor. */
  readonly #rows: Float64Array[] = [];
  #values: readonly number[] = [];
  #coefficients: Float64Array = new Float64Array(0);
  #variance = 1;

  constructor({ counts, differences }: DecisionDifferences, { weights, noise }: Hyperparameters, points: readonly Encoding[] = []) {
    let start = 0;
    this.#choices = Int32Array.from(counts);
    this.#starts = Int32Array.from(counts, (choices) => (start += choices * choices) - choices * choices);
    this.#likeness = Float64Array.from(differences.flatMap((table, index) => Array.from(table, (difference) => Math.max(Math.exp(-difference * (weights[index] as number)), LEAST_LIKENESS))));
    this.#noise = noise;
    for (const point of points) this.append(point);
  }

  get size(): number {
    return this.#points.length;
  }

  /** `observe` is to be called before the next prediction. */
  append(point: Encoding): void {
    const row = this.#solve(this.covariances(point), 1);
    const size = this.#points.length;
    const pivot = 1 + this.#noise - dot(row, row, size);
    row[size] = Math.sqrt(Math.max(pivot, SMALLEST_PIVOT));
    this.#points.push(Uint16Array.from(point));
    this.#rows.push(row);
  }

  /**
   * The values of all points, in their order.
   * @returns their log likelihood up to a constant, with the best variance
   */
  observe(values: readonly number[]): number {
    const { size } = this;
    const whitened = this.#solve(values);
    this.#values = values;
    this.#variance = Math.max(dot(whitened, whitened, size) / size, SMALLEST_PIVOT);
    this.#coefficients = this.#solveTransposed(whitened);
    let logDeterminant = 0;
    for (let index = 0; index < size; index++) logDeterminant += Math.log((this.#rows[index] as Float64Array)[index] as number);
    return -0.5 * size * Math.log(this.#variance) - logDeterminant;
  }

  /**
   * Runs `work` while points whose values are still to come count with their means, so that their neighborhood is certain;
   * afterwards the model is as it was.
   */
  believing<T>(points: readonly Encoding[], work: () => T): T {
    const [size, values, variance] = [this.size, this.#values, this.#variance];
    if (points.length === 0) return work();
    const believed = points.map((point) => this.mean(this.covariances(point)));
    for (const point of points) this.append(point);
    this.observe([...values, ...believed]);
    this.#variance = variance;
    try {
      return work();
    } finally {
      this.#points.length = size;
      this.#rows.length = size;
      this.observe(values);
    }
  }

  /** No prediction's deviation is greater. */
  get greatestDeviation(): number {
    return Math.sqrt(this.#variance);
  }

  /** The means at the model's own points: their values without the noise. */
  means(): number[] {
    return this.#values.map((value, index) => value - this.#noise * (this.#coefficients[index] as number));
  }

  /** Of a point with such covariances. */
  mean(covariances: Float64Array): number {
    return dot(covariances, this.#coefficients, this.size);
  }

  /** No less than the deviation of a point with such covariances, and found much sooner: what its likest point alone leaves. */
  deviationAtMost(covariances: Float64Array): number {
    let likest = 0;
    for (let index = 0; index < covariances.length; index++) likest = Math.max(likest, covariances[index] as number);
    return Math.sqrt(Math.max(1 - likest ** 2 / (1 + this.#noise), SMALLEST_PIVOT) * this.#variance);
  }

  /** Of a point with such covariances. */
  deviation(covariances: Float64Array): number {
    const solved = this.#solve(covariances);
    return Math.sqrt(Math.max(1 - dot(solved, solved, this.size), SMALLEST_PIVOT) * this.#variance);
  }

  predict(point: Encoding): Prediction {
    const covariances = this.covariances(point);
    return { mean: this.mean(covariances), deviation: this.deviation(covariances) };
  }

  /** With the model's points, relative to the variance. */
  covariances(point: Encoding): Float64Array {
    const result = new Float64Array(this.#points.length);
    const rows = this.#starts.map((start, index) => start + (point[index] as number) * (this.#choices[index] as number));
    const likeness = this.#likeness;
    for (let place = 0; place < result.length; place++) {
      const other = this.#points[place] as Uint16Array;
      let product = 1;
      for (let index = 0; index < rows.length; index++) product *= likeness[(rows[index] as number) + (other[index] as number)] as number;
      result[place] = product;
    }
    return result;
  }

  /** The covariances of a point that differs from another in few decisions, by those of the other. */
  covariancesNear(point: Encoding, other: Encoding, ofOther: Float64Array): Float64Array {
    const result = Float64Array.from(ofOther);
    point.forEach((choice, index) => {
      const before = other[index] as number;
      if (choice === before) return;
      const [start, choices] = [this.#starts[index] as number, this.#choices[index] as number];
      const [row, rowBefore] = [start + choice * choices, start + before * choices];
      for (let place = 0; place < result.length; place++) {
        const at = (this.#points[place] as Uint16Array)[index] as number;
        result[place] = (result[place] as number) * ((this.#likeness[row + at] as number) / (this.#likeness[rowBefore + at] as number));
      }
    });
    return result;
  }

  /** Of the factor times the result is `values`. @param room for further numbers at the end */
  #solve(values: ArrayLike<number>, room = 0): Float64Array {
    const size = this.#rows.length;
    const result = new Float64Array(size + room);
    for (let index = 0; index < size; index++) {
      const row = this.#rows[index] as Float64Array;
      result[index] = ((values[index] as number) - dot(row, result, index)) / (row[index] as number);
    }
    return result;
  }

  #solveTransposed(values: Float64Array): Float64Array {
    const result = Float64Array.from(values);
    for (let index = result.length - 1; index >= 0; index--) {
      const row = this.#rows[index] as Float64Array;
      const value = (result[index] as number) / (row[index] as number);
      result[index] = value;
      for (let before = 0; before < index; before++) result[before] = (result[before] as number) - (row[before] as number) * value;
    }
    return result;
  }
}

/** Of the first `count` numbers, in four sums that a processor can do at once. */
function dot(a: Float64Array, b: Float64Array, count: number): number {
  let one = 0, two = 0, three = 0, four = 0, index = 0;
  for (; index + 3 < count; index += 4) {
    one += (a[index] as number) * (b[index] as number);
    two += (a[index + 1] as number) * (b[index + 1] as number);
    three += (a[index + 2] as number) * (b[index + 2] as number);
    four += (a[index + 3] as number) * (b[index + 3] as number);
  }
  for (; index < count; index++) one += (a[index] as number) * (b[index] as number);
  return one + two + (three + four);
}
