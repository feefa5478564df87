import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoFront } from '../../reward/pareto.js';
import { crowdingDistances, dominates, isBetter, nonDominatedSort, standings } from './non-dominated-sort.js';

/** Few values, so that points are often equal in a goal or in all. */
const points = fc.integer({ min: 1, max: 4 }).chain((goals) => (
  fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: goals, maxLength: goals }), { maxLength: 30 })));

describe('nonDominatedSort', () => {
  it('peels off one front after another', () => {
    fc.assert(fc.property(points, (list) => {
      let left = [...list.keys()];
      for (const front of nonDominatedSort(list)) {
        const goals = (list[0] ?? []).map((_, goal) => ({ value: (place: number) => list[place]?.[goal] as number, goal: 'maximize' as const }));
        expect(front).toEqual(paretoFront(left, goals));
        left = left.filter((place) => !front.includes(place));
      }
      expect(left).toEqual([]);
    }));
  });

  it('orders a single goal by its values', () => {
    expect(nonDominatedSort([[1], [3], [2], [3]])).toEqual([[1, 3], [2], [0]]);
  });
});

describe('dominates', () => {
  it('is a strict order: of nothing over itself, one way, and passed on', () => {
    fc.assert(fc.property(points, (list) => {
      for (const a of list) {
        expect(dominates(a, a)).toBe(false);
        for (const b of list) {
          if (!dominates(a, b)) continue;
          expect(dominates(b, a)).toBe(false);
          for (const c of list) if (dominates(b, c)) expect(dominates(a, c)).toBe(true);
        }
      }
    }));
  });
});

describe('crowdingDistances', () => {
  it('adds the shares of each goal between the neighbors, and keeps the ends', () => {
    expect(crowdingDistances([[0, 8], [1, 4], [3, 3], [4, 0]])).toEqual([Infinity, 3 / 4 + 5 / 8, 3 / 4 + 4 / 8, Infinity]);
  });

  it('is the same whatever the unit of a goal', () => {
    fc.assert(fc.property(points, (list) => {
      expect(crowdingDistances(list.map((goals) => goals.map((value) => value * 1024 - 5)))).toEqual(crowdingDistances(list));
    }));
  });

  it('leaves no room between copies', () => {
    expect(crowdingDistances([[1, 1], [1, 1], [1, 1]]).toSorted((a, b) => a - b)).toEqual([0, Infinity, Infinity]);
  });

  it('knows nothing of an empty front', () => {
    expect(crowdingDistances([])).toEqual([]);
  });
});

describe('standings', () => {
  it('put dominating members before dominated ones', () => {
    fc.assert(fc.property(points, (list) => {
      const standing = standings(list);
      for (const [a, one] of list.entries()) {
        for (const [b, other] of list.entries()) {
          if (dominates(one, other)) expect(isBetter(standing[a] as never, standing[b] as never)).toBe(true);
        }
      }
    }));
  });

  it('prefer room within a front', () => {
    expect(isBetter({ rank: 1, crowding: 0.5 }, { rank: 1, crowding: 0.2 })).toBe(true);
    expect(isBetter({ rank: 1, crowding: 0.2 }, { rank: 1, crowding: 0.2 })).toBe(false);
    expect(isBetter({ rank: 1, crowding: Infinity }, { rank: 0, crowding: 0 })).toBe(false);
  });
});
