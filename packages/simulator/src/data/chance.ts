import { createRng, type Rng } from '@stride/core';

/**
 * Random numbers of their own for everything that chance decides, whatever else was decided before: a training of a point
 * comes out the same in every search of the same seed, whoever proposed it and when.
 */
export function chanceOf(seed: number, ...about: readonly (string | number)[]): Rng {
  return createRng(mixed(`${seed}/${about.join('/')}`));
}

/** 53 bits by cyrb53 (public domain): two 32-bit hashes mixed. */
function mixed(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/** Standard normal, by Box and Muller. */
export function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

/** Lognormal of median 1. @param sigma standard deviation of the logarithm */
export function lognormal(rng: Rng, sigma: number): number {
  return Math.exp(sigma * normal(rng));
}
