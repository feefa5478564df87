import { StrideError } from '@stride/core';
import { chanceOf, lognormal } from '../data/chance.js';

/** What befalls trainings and workers. Shares are probabilities from 0 to 1, times are in seconds. */
export interface Conditions {
  /** Of a training, where the data does not know how long it takes. */
  readonly medianSeconds: number;
  /** Standard deviation of the logarithm of such durations. */
  readonly spread: number;
  /** Standard deviation of the logarithm by which one attempt differs from the duration of its training. */
  readonly jitter: number;
  /** Attempts that take `stragglerFactor` times as long. */
  readonly stragglerShare: number;
  readonly stragglerFactor: number;
  /** Attempts whose worker dies on the way. */
  readonly crashShare: number;
  /** From a worker's death until its attempt is given up. */
  readonly leaseSeconds: number;
  /** From a worker's death until it takes jobs again. */
  readonly pauseSeconds: number;
  /** Candidates that fail however often they are tried, e.g. out of memory. */
  readonly failureShare: number;
}

/** Nothing goes wrong; the lease is the controller's. */
export const CALM: Conditions = {
  medianSeconds: 600, spread: 0.3, jitter: 0.03, stragglerShare: 0, stragglerFactor: 3, crashShare: 0, leaseSeconds: 15, pauseSeconds: 60, failureShare: 0,
};

/** One attempt at a candidate, if nothing stops it. */
export interface AttemptFate {
  readonly seconds: number;
  /** The share of it after which its worker dies; null when it lives. */
  readonly crashAt: number | null;
}

export function attemptFate(conditions: Conditions, trainingSeconds: number, seed: number, hash: string, attempt: number): AttemptFate {
  const rng = chanceOf(seed, 'attempt', hash, attempt);
  const jittered = trainingSeconds * lognormal(rng, conditions.jitter);
  const isStraggler = rng.next() < conditions.stragglerShare;
  const crashes = rng.next() < conditions.crashShare;
  const crashAt = rng.next();
  return { seconds: jittered * (isStraggler ? conditions.stragglerFactor : 1), crashAt: crashes ? crashAt : null };
}

/** @throws StrideError CONFIG_INVALID naming what is out of range */
export function checkConditions(conditions: Conditions): Conditions {
  for (const [name, value] of Object.entries(conditions)) {
    const most = name.endsWith('Share') ? 1 : Number.MAX_VALUE;
    const least = name === 'medianSeconds' || name === 'stragglerFactor' ? Number.MIN_VALUE : 0;
    if (typeof value === 'number' && value >= least && value <= most) continue;
    throw new StrideError('CONFIG_INVALID', `${name} is ${value}; it takes a number ${least === 0 ? 'from 0' : 'above 0'}${most === 1 ? ' to 1' : ''}.`);
  }
  return conditions;
}
