import { paretoFront } from '@stride/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontOf, type Goal } from './front.js';

/** Few different values, so that many are equal. */
const value = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: -10, max: 10, noNaN: true }), fc.constant(NaN));
const points = fc.array(fc.tuple(value, value), { maxLength: 60 });
const goal = fc.constantFrom<Goal>('maximize', 'minimize');

function front(of: readonly (readonly [number, number])[], goals: { readonly x: Goal; readonly y: Goal }): number[] {
  const columns = [0, 1].map((axis) => Float64Array.from(of, (point) => point[axis] as number)) as [Float64Array, Float64Array];
  return frontOf(...columns, goals, of.keys());
}

describe('front of two axes', () => {
  it('rises from the fastest to the most accurate, without those that another beats in both', () => {
    const of = [[50, 0.9], [20, 0.7], [30, 0.6], [40, 0.8], [60, 0.9]] as const;
    expect(front(of, { x: 'minimize', y: 'maximize' })).toEqual([1, 3, 0]);
  });

  it('is what comparing every point with every other leaves, whichever ends are better', () => {
    fc.assert(fc.property(points, goal, goal, (of, x, y) => {
      const worth = (point: readonly [number, number]) => [x === 'maximize' ? point[0] : -point[0], y === 'maximize' ? point[1] : -point[1]] as const;
      const beats = (a: readonly [number, number], b: readonly [number, number]) =>
        a[0] >= b[0] && a[1] >= b[1] && (a[0] > b[0] || a[1] > b[1]);
      const unbeaten = [...of.keys()].filter((at) => {
        const one = worth(of[at] as [number, number]);
        return !one.some(Number.isNaN) && !of.some((other) => beats(worth(other), one));
      });
      expect(front(of, { x, y }).toSorted((a, b) => a - b)).toEqual(unbeaten);
    }));
  });

  it('is the front that the API takes, and in the order of the horizontal axis', () => {
    fc.assert(fc.property(points, goal, goal, (of, x, y) => {
      const found = front(of, { x, y });
      const byCore = paretoFront([...of.keys()], [{ value: (at) => (of[at] as [number, number])[0], goal: x }, { value: (at) => (of[at] as [number, number])[1], goal: y }]);
      expect(found.toSorted((a, b) => a - b)).toEqual(byCore);
      const along = found.map((at) => (of[at] as [number, number])[0]);
      expect(along).toEqual(along.toSorted((a, b) => a - b));
    }));
  });

  it('looks only among the given places', () => {
    expect(frontOf([1, 2, 3], [1, 2, 3], { x: 'minimize', y: 'maximize' }, [1, 2])).toEqual([1, 2]);
    expect(frontOf([], [], { x: 'minimize', y: 'maximize' }, [])).toEqual([]);
  });
});
