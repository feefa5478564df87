import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoFront, type ParetoObjective } from './pareto.js';

type Point = readonly [number, number, number];
const objectives: readonly ParetoObjective<Point>[] = [
  { value: (point) => point[0], goal: 'maximize' }, { value: (point) => point[1], goal: 'minimize' }, { value: (point) => point[2], goal: 'maximize' },
];
// Few values, so that ties are common.
const number = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }));
const points = fc.array(fc.tuple(number, number, number), { maxLength: 40 });
const beats = (a: Point, b: Point) => a[0] >= b[0] && a[1] <= b[1] && a[2] >= b[2] && (a[0] > b[0] || a[1] < b[1] || a[2] > b[2]);

describe('paretoFront', () => {
  it('is every item that no other beats, in the order given', () => {
    fc.assert(fc.property(points, (items) => {
      expect(paretoFront(items, objectives)).toEqual(items.filter((item) => !items.some((other) => beats(other, item))));
    }), { numRuns: 1000 });
  });

  it('is its own front', () => {
    fc.assert(fc.property(points, (items) => {
      const front = paretoFront(items, objectives);
      expect(paretoFront(front, objectives)).toEqual(front);
    }));
  });

  it('with one objective is all items with the best value', () => {
    expect(paretoFront([1, 3, 2, 3], [{ value: (item) => item, goal: 'maximize' }])).toEqual([3, 3]);
  });

  it('leaves out what has no number', () => {
    expect(paretoFront([[Number.NaN, 0, 9], [1, 2, 3]] as Point[], objectives)).toEqual([[1, 2, 3]]);
  });
});
