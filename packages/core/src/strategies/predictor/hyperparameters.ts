import type { Rng } from '../../random/rng.js';
import type { DecisionDifferences } from './encoding-distance.js';
import { GaussianProcess, type Encoding, type Hyperparameters } from './gaussian-process.js';

/** Together the weights of all decisions make likeness fall to exp(-1.5) at the greatest difference. */
const USUAL_TOTAL = 1.5;
const USUAL_NOISE = 0.03;
const NOISE_LIMITS = { least: 1e-5, most: 1 };
/** Standard deviations of the logarithms, a priori. */
const SPREAD = { weight: 1, total: 1, noise: 2.5 };

/** Tries of the search for better ones: many at first, fewer when it starts from good ones. */
const TRIES = { first: 80, later: 40 };

export function usualHyperparameters(decisions: number): Hyperparameters {
  return { weights: Array.from({ length: decisions }, () => USUAL_TOTAL / decisions), noise: USUAL_NOISE };
}

/**
 * Hyperparameters that make the values more likely, weighed with what is usual: by random steps from those before, which
 * costs the same whatever the number of decisions.
 */
export function fitHyperparameters(
  differences: DecisionDifferences, points: readonly Encoding[], values: readonly number[], before: Hyperparameters | null, rng: Rng,
): Hyperparameters {
  const score = (candidate: Hyperparameters) => new GaussianProcess(differences, candidate, points).observe(values) + logPrior(candidate);
  let best = before ?? usualHyperparameters(differences.counts.length);
  let bestScore = score(best);
  for (let tries = before === null ? TRIES.first : TRIES.later; tries > 0; tries--) {
    const candidate = stepFrom(best, rng);
    const candidateScore = score(candidate);
    if (candidateScore > bestScore) [best, bestScore] = [candidate, candidateScore];
  }
  return best;
}

function logPrior({ weights, noise }: Hyperparameters): number {
  const logs = weights.map(Math.log);
  const middle = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const apart = logs.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return -apart / (2 * SPREAD.weight ** 2) - (middle - Math.log(USUAL_TOTAL / weights.length)) ** 2 / (2 * SPREAD.total ** 2)
    - (Math.log(noise) - Math.log(USUAL_NOISE)) ** 2 / (2 * SPREAD.noise ** 2);
}

/** The noise, all weights alike, or three of them. */
function stepFrom({ weights, noise }: Hyperparameters, rng: Rng): Hyperparameters {
  const factor = (reach: number) => Math.exp((rng.next() - 0.5) * reach);
  const kind = rng.next();
  if (kind < 0.15) return { weights, noise: Math.min(NOISE_LIMITS.most, Math.max(NOISE_LIMITS.least, noise * factor(4))) };
  if (kind < 0.3) {
    const all = factor(1.2);
    return { weights: weights.map((weight) => weight * all), noise };
  }
  const changed = [...weights];
  for (let count = 0; count < 3; count++) {
    const index = rng.integer(changed.length);
    changed[index] = (changed[index] as number) * factor(3);
  }
  return { weights: changed, noise };
}
