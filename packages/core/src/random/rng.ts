/** A seeded source of random numbers whose state is plain JSON. */
export interface Rng {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  next(): number;
  /** Uniform integer in [0, bound), for a bound from 1 to 2^32. */
  integer(bound: number): number;
  /** Uniform integer in [0, bound), for any bound from 1. */
  bigInteger(bound: bigint): bigint;
  /** Everything: `createRng(state)` continues as if nothing had happened. */
  state(): RngState;
}

/** Four 32-bit words, not all zero. */
export type RngState = readonly [number, number, number, number];

const WORD = 2 ** 32;

/**
 * xoshiro128** 1.1 (Blackman & Vigna 2018, https://prng.di.unimi.it), seeded through splitmix32 as its authors advise.
 * A seed is any safe integer; equal seeds give equal sequences.
 */
export function createRng(start: number | RngState): Rng {
  const words = typeof start === 'number' ? seedWords(start) : start;
  if (!isRngState(words)) throw new RangeError('A random state is four 32-bit words, not all of them zero');
  let [a, b, c, d] = words;

  function word(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  }

  return {
    next: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53,
    integer(bound) {
      if (!Number.isInteger(bound) || bound < 1 || bound > WORD) throw new RangeError(`bound ${bound}: expected 1 to 2^32`);
      // Words past the last whole multiple of the bound are drawn again: a remainder alone would favour small results.
      const limit = WORD - (WORD % bound);
      let drawn = word();
      while (drawn >= limit) drawn = word();
      return drawn % bound;
    },
    bigInteger(bound) {
      if (bound < 1n) throw new RangeError(`bound ${bound}: expected 1 or more`);
      const bits = (bound - 1n).toString(2).length;
      for (;;) {
        let drawn = 0n;
        for (let have = 0; have < bits; have += 32) drawn = (drawn << 32n) | BigInt(word());
        drawn = BigInt.asUintN(bits, drawn);
        if (drawn < bound) return drawn;
      }
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  };
}

export function isRngState(value: unknown): value is RngState {
  return Array.isArray(value) && value.length === 4 && value.some((word) => word !== 0)
    && value.every((word) => Number.isInteger(word) && word >= 0 && word < WORD);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** splitmix32: a Weyl sequence through the finalizer of MurmurHash3 (public domain, Appleby). */
function seedWords(seed: number): RngState {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed ${seed}: expected a safe integer`);
  let counter = (seed ^ Math.imul(Math.floor(seed / WORD), 0x85ebca6b)) | 0;
  const word = (): number => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  return [word(), word(), word(), word()];
}
