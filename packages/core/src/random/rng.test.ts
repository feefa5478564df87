import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, isRngState } from './rng.js';

const seeds = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

/** xoshiro128** 1.1 of its authors, with integers that cannot overflow. */
function reference(start: readonly number[], count: number): bigint[] {
  const mask = 0xffffffffn;
  const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
  const s = start.map(BigInt) as [bigint, bigint, bigint, bigint];
  return Array.from({ length: count }, () => {
    const result = (rotate((s[1] * 5n) & mask, 7n) * 9n) & mask;
    const t = (s[1] << 9n) & mask;
    s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t;
    s[3] = rotate(s[3], 11n);
    return result;
  });
}

describe('createRng', () => {
  it('is xoshiro128**', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const rng = createRng(seed);
      const expected = reference(rng.state(), 50);
      expect(expected.map(() => BigInt(rng.integer(2 ** 32)))).toEqual(expected);
    }));
  });

  it('gives the first numbers of the published generator from the state 1, 2, 3, 4', () => {
    const rng = createRng([1, 2, 3, 4]);
    expect([0, 1, 2, 3].map(() => rng.integer(2 ** 32))).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('continues from its state', () => {
    fc.assert(fc.property(seeds, fc.nat(50), (seed, before) => {
      const rng = createRng(seed);
      for (let draw = 0; draw < before; draw += 1) rng.next();
      const copy = createRng(JSON.parse(JSON.stringify(rng.state())));
      expect([copy.next(), copy.integer(7), copy.bigInteger(10n ** 30n)]).toEqual([rng.next(), rng.integer(7), rng.bigInteger(10n ** 30n)]);
    }));
  });

  it('differs between seeds', () => {
    fc.assert(fc.property(seeds, seeds, (a, b) => {
      fc.pre(a !== b);
      expect(createRng(a).state()).not.toEqual(createRng(b).state());
    }));
  });

  it('stays in range', () => {
    fc.assert(fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), fc.bigInt({ min: 1n, max: 10n ** 40n }), (seed, bound, big) => {
      const rng = createRng(seed);
      const [number, integer, bigInteger] = [rng.next(), rng.integer(bound), rng.bigInteger(big)];
      expect(number >= 0 && number < 1).toBe(true);
      expect(Number.isInteger(integer) && integer >= 0 && integer < bound).toBe(true);
      expect(bigInteger >= 0n && bigInteger < big).toBe(true);
    }));
  });

  it.each([[(rng: ReturnType<typeof createRng>) => rng.integer(10)], [(rng: ReturnType<typeof createRng>) => Number(rng.bigInteger(10n))],
    [(rng: ReturnType<typeof createRng>) => Math.floor(rng.next() * 10)]])('is uniform (%#)', (draw) => {
    const rng = createRng(3);
    const counts = Array<number>(10).fill(0);
    for (let index = 0; index < 20_000; index += 1) {
      const drawn = draw(rng);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    // 99.9 % of uniform samples stay below 27.9 with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(27.9);
  });

  it('refuses what is no seed, state or bound', () => {
    expect(() => createRng(0.5)).toThrow('safe integer');
    expect(() => createRng([0, 0, 0, 0])).toThrow('not all of them zero');
    expect(() => createRng(1).integer(0)).toThrow('expected 1 to 2^32');
    expect(() => createRng(1).bigInteger(0n)).toThrow('expected 1 or more');
    expect([[1, 2, 3], [1, 2, 3, 2 ** 32], [1, 2, 3, -1], [1, 2, 3, '4'], null].filter(isRngState)).toEqual([]);
  });
});
