import type { Rng } from '@stride/core';

/** A number of 0 to 1 from the beta distribution, for any positive `a` and `b`. */
export function drawBeta(a: number, b: number, rng: Rng): number {
  // By logarithms: for a small parameter both gamma numbers are too small to be told from 0.
  return 1 / (1 + Math.exp(logGammaNumber(b, rng) - logGammaNumber(a, rng)));
}

/** Logarithm of a number from the gamma distribution of that shape. Source: Marsaglia & Tsang 2000. */
function logGammaNumber(shape: number, rng: Rng): number {
  if (shape < 1) return logGammaNumber(shape + 1, rng) + Math.log(positive(rng)) / shape;
  const d = shape - 1 / 3, c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(rng);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root ** 3;
    if (Math.log(positive(rng)) < (x * x) / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** Source: Box & Muller 1958. */
function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(positive(rng))) * Math.cos(2 * Math.PI * rng.next());
}

/** Uniform in (0, 1]. */
function positive(rng: Rng): number {
  return 1 - rng.next();
}
