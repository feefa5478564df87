import type { Decision } from '../search-space/encoding.js';
import { inverseOf, productOf } from './linear-system.js';
import { tQuantile } from './t-quantile.js';

/** What is known of one choice of a decision. */
export interface ChoiceEffect {
  readonly choice: Decision['choices'][number];
  /** Results with this choice. */
  readonly n: number;
  /** Mean of their values as they were observed; null where there are none. */
  readonly mean: number | null;
  /** What the choice adds to a value, all other decisions being equal, against the mean of this decision's choices. */
  readonly effect: number | null;
  /** Standard error of the effect. */
  readonly error: number | null;
}

export interface DecisionEffect {
  readonly path: string;
  /** Share of all variance that this decision alone explains, 0 to 1. */
  readonly importance: number;
  readonly choices: readonly ChoiceEffect[];
}

export interface Effects {
  /** Results that it was computed of. */
  readonly n: number;
  /** Standard errors that the interval of an effect reaches to either side, to hold it 19 times of 20. */
  readonly halfWidth: number;
  /** In the order of the decisions. */
  readonly decisions: readonly DecisionEffect[];
  /** Share of the variance that no decision explains alone: noise, and what decisions do together. */
  readonly unexplained: number;
}

/** So many results with a value of nothing at all each choice is given: a choice that was seen once tells half of what it seems to. */
const PRIOR = 1;

/**
 * What each decision does to a value. A search does not try choices evenly or independently of each other, so that plain means mix
 * the effect of a choice with that of its company; the effects here are those of an additive model, value = mean + sum of effects of
 * the choices made, fitted to all results at once by ridge regression. Importance is the functional analysis of variance (Hutter, Hoos,
 * Leyton-Brown 2014, An Efficient Approach for Assessing Hyperparameter Importance, ICML), which is exact for an additive model: the
 * variance of a decision's effects, its choices being equally likely, as a share of all variance.
 *
 * A stage without layers has decisions that mean nothing in it; there they count as their first choice.
 * @param encodings of each result, of each decision the index of its choice
 * @param values of each result; results whose value is not a number are left out
 * @returns null when there are too few results to tell effects from noise
 */
export function effectsOf(decisions: readonly Decision[], encodings: readonly (readonly number[])[], values: readonly number[]): Effects | null {
  const results = [...values.keys()].filter((at) => Number.isFinite(values[at]) && encodings[at]?.length === decisions.length);
  const design = designOf(decisions, encodings, results);
  const freedom = 1 + design.seen.reduce((sum, choices) => sum + Math.max(0, choices - 1), 0);
  if (results.length < freedom + 2) return null;
  const fit = fitOf(design, encodings, values, results, freedom);
  const described = decisions.map((decision, at) => describe(decision, at, design, fit));
  const explained = described.reduce((sum, { variance }) => sum + variance, 0);
  const all = explained + fit.noise;
  return {
    n: results.length, halfWidth: tQuantile(results.length - freedom),
    decisions: described.map(({ variance, ...decision }) => ({ ...decision, importance: all > 0 ? variance / all : 0 })),
    unexplained: all > 0 ? fit.noise / all : 0,
  };
}

/** How many results it takes to tell effects from noise, where every choice has been made. */
export function resultsNeeded(decisions: readonly Decision[]): number {
  return 3 + decisions.reduce((sum, { choices }) => sum + choices.length - 1, 0);
}

/** Each choice of each decision is an unknown; the first unknown is the mean. */
interface Design {
  /** Place of the first choice of each decision among the unknowns. */
  readonly offsets: readonly number[];
  readonly unknowns: number;
  /** Results by unknown. */
  readonly counts: Float64Array;
  /** Of each decision how many choices occur. */
  readonly seen: readonly number[];
}

function designOf(decisions: readonly Decision[], encodings: readonly (readonly number[])[], results: readonly number[]): Design {
  const offsets: number[] = [];
  let unknowns = 1;
  for (const { choices } of decisions) {
    offsets.push(unknowns);
    unknowns += choices.length;
  }
  const counts = new Float64Array(unknowns);
  for (const at of results) offsets.forEach((offset, decision) => counts[offset + (encodings[at]?.[decision] as number)]! += 1);
  const seen = decisions.map(({ choices }, decision) => choices.filter((_, choice) => (counts[(offsets[decision] as number) + choice] as number) > 0).length);
  return { offsets, unknowns, counts, seen };
}

interface Fit {
  readonly coefficients: Float64Array;
  /** Variance of single values around the model. */
  readonly noise: number;
  /** Of the coefficients, without the factor `noise`. */
  readonly covariance: Float64Array;
  /** Sum of values by unknown. */
  readonly sums: Float64Array;
}

function fitOf({ offsets, unknowns, counts }: Design, encodings: readonly (readonly number[])[], values: readonly number[], results: readonly number[], freedom: number): Fit {
  const gram = new Float64Array(unknowns * unknowns);
  const sums = new Float64Array(unknowns);
  const places = new Int32Array(offsets.length + 1);
  const placesOf = (at: number) => offsets.forEach((offset, decision) => { places[decision + 1] = offset + (encodings[at]?.[decision] as number); });
  // Around their mean, which loses fewer digits.
  const mean = results.reduce((sum, at) => sum + (values[at] as number), 0) / results.length;
  for (const at of results) {
    placesOf(at);
    const value = (values[at] as number) - mean;
    for (const row of places) {
      sums[row]! += value;
      for (const column of places) gram[row * unknowns + column]! += 1;
    }
  }
  const penalized = Float64Array.from(gram);
  for (let at = 1; at < unknowns; at += 1) penalized[at * unknowns + at]! += PRIOR;
  const inverse = inverseOf(penalized, unknowns);
  const coefficients = Float64Array.from({ length: unknowns }, (_, row) => sums.reduce((sum, value, column) => sum + (inverse[row * unknowns + column] as number) * value, 0));
  let squares = 0;
  for (const at of results) {
    placesOf(at);
    const expected = places.reduce((sum, place) => sum + (coefficients[place] as number), 0);
    squares += ((values[at] as number) - mean - expected) ** 2;
  }
  return {
    coefficients, noise: squares / (results.length - freedom), covariance: productOf(productOf(inverse, gram, unknowns), inverse, unknowns),
    sums: sums.map((sum, at) => sum + mean * (counts[at] as number)),
  };
}

function describe({ path, choices }: Decision, decision: number, { offsets, unknowns, counts }: Design, { coefficients, covariance, noise, sums }: Fit) {
  const places = choices.map((_, choice) => (offsets[decision] as number) + choice);
  const seen = places.filter((place) => (counts[place] as number) > 0);
  const middle = seen.reduce((sum, place) => sum + (coefficients[place] as number), 0) / seen.length;
  const errorOf = (place: number) => Math.sqrt(Math.max(0, noise * varianceOf(contrast(place, seen), covariance, unknowns)));
  const effects = places.map((place, choice): ChoiceEffect => {
    const n = counts[place] as number;
    const known = { choice: choices[choice] as ChoiceEffect['choice'], n };
    if (n === 0) return { ...known, mean: null, effect: null, error: null };
    return { ...known, mean: (sums[place] as number) / n, effect: (coefficients[place] as number) - middle, error: errorOf(place) };
  });
  const variance = seen.length === 0 ? 0 : effects.reduce((sum, { effect }) => sum + (effect ?? 0) ** 2, 0) / seen.length;
  return { path, choices: effects, variance };
}

/** One choice against the mean of all that were seen. */
function contrast(place: number, seen: readonly number[]): readonly (readonly [place: number, weight: number])[] {
  return seen.map((other) => [other, (other === place ? 1 : 0) - 1 / seen.length]);
}

function varianceOf(weights: readonly (readonly [number, number])[], covariance: Float64Array, unknowns: number): number {
  return weights.reduce((sum, [row, a]) => sum + weights.reduce((inner, [column, b]) => inner + a * b * (covariance[row * unknowns + column] as number), 0), 0);
}
