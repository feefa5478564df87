import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../random/rng.js';
import { hypervolume } from './hypervolume.js';
import { paretoFront } from './pareto.js';

/** Few values, so that ties are common and volumes of integers exact. */
const value = fc.integer({ min: -2, max: 9 });
const points = (goals: 2 | 3, maxLength: number) => fc.array(fc.array(value, { minLength: goals, maxLength: goals }), { maxLength });
const goals = fc.constantFrom(2 as const, 3 as const);
const origin = (count: number) => Array.from({ length: count }, () => 0);
const some = goals.chain((count) => points(count, 12).map((list) => ({ list, reference: origin(count) })));

/** Over all subsets: the volume of the union of boxes by inclusion and exclusion. */
function byInclusionExclusion(list: readonly (readonly number[])[], reference: readonly number[]): number {
  let volume = 0;
  for (let subset = 1; subset < 2 ** list.length; subset += 1) {
    const chosen = list.filter((_, index) => (subset >> index) & 1);
    const corner = reference.map((from, goal) => Math.max(0, Math.min(...chosen.map((point) => point[goal] as number)) - from));
    volume += (chosen.length % 2 === 1 ? 1 : -1) * corner.reduce((product, side) => product * side, 1);
  }
  return volume;
}

describe('hypervolume', () => {
  it('is that of the union of boxes, by inclusion and exclusion', () => {
    fc.assert(fc.property(goals.chain((count) => fc.tuple(points(count, 8), fc.array(value, { minLength: count, maxLength: count }))), ([list, reference]) => {
      expect(hypervolume(list, reference)).toBe(byInclusionExclusion(list, reference));
    }), { numRuns: 500 });
  });

  it('is about the share of random points that are covered', () => {
    fc.assert(fc.property(some, fc.integer({ min: 0, max: 1000 }), ({ list, reference }, seed) => {
      const rng = createRng(seed);
      const tries = 4000;
      let covered = 0;
      for (let index = 0; index < tries; index += 1) {
        const at = reference.map(() => 9 * rng.next());
        if (list.some((point) => point.every((coordinate, goal) => coordinate >= (at[goal] as number)))) covered += 1;
      }
      const box = 9 ** reference.length;
      // Five standard deviations of a share of so many tries.
      expect(Math.abs(hypervolume(list, reference) / box - covered / tries)).toBeLessThan(5 * Math.sqrt(0.25 / tries));
    }), { numRuns: 50 });
  });

  it('is that of the front alone, in any order', () => {
    fc.assert(fc.property(some, ({ list, reference }) => {
      const all = hypervolume(list, reference);
      expect(hypervolume(list.toReversed(), reference)).toBe(all);
      const front = paretoFront(list, reference.map((_, goal) => ({ value: (point: readonly number[]) => point[goal] as number, goal: 'maximize' as const })));
      expect(hypervolume(front, reference)).toBe(all);
    }));
  });

  it('never falls by a point more, and grows exactly by one that no other is as good as', () => {
    fc.assert(fc.property(some.filter(({ list }) => list.length > 0), ({ list, reference }) => {
      const [added = [], ...others] = list;
      const before = hypervolume(others, reference), after = hypervolume(list, reference);
      const counts = added.every((coordinate) => coordinate > 0) && !others.some((other) => other.every((coordinate, goal) => coordinate >= (added[goal] as number)));
      if (counts) expect(after).toBeGreaterThan(before);
      else expect(after).toBe(before);
    }));
  });

  it('is 0 for nothing, and for what is no better than the reference', () => {
    expect([hypervolume([], [0, 0]), hypervolume([[0, 5], [-1, 9]], [0, 0]), hypervolume([[1, 2, 0]], [0, 0, 0])]).toEqual([0, 0, 0]);
  });

  it('refuses other numbers of goals', () => {
    expect(() => hypervolume([], [0])).toThrow('2 or 3 goals, not 1');
    expect(() => hypervolume([[1, 2, 3]], [0, 0])).toThrow('a point has 3 goals and the reference 2');
  });
});
