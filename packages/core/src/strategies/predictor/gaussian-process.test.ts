import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionDifferences } from './encoding-distance.js';
import { GaussianProcess } from './gaussian-process.js';

const DIFFERENCES = decisionDifferences([
  { path: '/a', choices: [1, 4, 6] }, { path: '/b', choices: ['mbconv', 'fused_mbconv'] }, { path: '/c', choices: [3, 1, 2, 4] },
]);
const encoding = fc.tuple(fc.nat(2), fc.nat(1), fc.nat(3)).map((each): readonly number[] => each);
const points = fc.uniqueArray(encoding, { minLength: 2, maxLength: 12, selector: (each) => each.join() });
const hyperparameters = fc.record({
  weights: fc.array(fc.double({ min: 0.05, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }), noise: fc.double({ min: 1e-3, max: 0.5, noNaN: true }),
});
const valuesOf = (all: readonly (readonly number[])[]) => all.map(([a = 0, b = 0, c = 0]) => Math.sin(a) + b - c / 3);

it('numbers are as far apart as their places in order, names all alike', () => {
  const [a, b, c] = DIFFERENCES.differences;
  expect([...a ?? []]).toEqual([0, 0.75, 1, 0.75, 0, 0.75, 1, 0.75, 0]);
  expect([...b ?? []]).toEqual([0, 1, 1, 0]);
  // Of 3 to 4 one place, of 1 to 4 three.
  expect([c?.[3], c?.[1 * 4 + 3]]).toEqual([expect.closeTo(2 / 3, 12), 1]);
});

describe('a Gaussian process', () => {
  it('that grew is the one that was made at once', () => fc.assert(fc.property(hyperparameters, points, encoding, (given, all, probe) => {
    const whole = new GaussianProcess(DIFFERENCES, given, all);
    const grown = new GaussianProcess(DIFFERENCES, given, all.slice(0, 1));
    for (const point of all.slice(1)) grown.append(point);
    expect(grown.observe(valuesOf(all))).toBe(whole.observe(valuesOf(all)));
    expect(grown.predict(probe)).toEqual(whole.predict(probe));
  })));

  it('goes through its points where there is no noise, and is surest there', () => fc.assert(fc.property(hyperparameters, points, (given, all) => {
    const process = new GaussianProcess(DIFFERENCES, { ...given, noise: 1e-8 }, all);
    const values = valuesOf(all);
    process.observe(values);
    all.forEach((point, index) => {
      const { mean, deviation } = process.predict(point);
      expect(mean).toBeCloseTo(values[index] as number, 3);
      expect(process.means()[index]).toBeCloseTo(mean, 9);
      expect(deviation).toBeLessThan(0.01 * process.greatestDeviation + 1e-3);
    });
  })));

  it('knows the covariances of a neighbor by those of the point', () => fc.assert(fc.property(hyperparameters, points, encoding, encoding, (given, all, one, other) => {
    const process = new GaussianProcess(DIFFERENCES, given, all);
    const near = process.covariancesNear(other, one, process.covariances(one));
    process.covariances(other).forEach((covariance, place) => expect(near[place]).toBeCloseTo(covariance, 12));
  })));

  it('is never less sure than of something it knows nothing like', () => fc.assert(fc.property(hyperparameters, points, encoding, (given, all, probe) => {
    const process = new GaussianProcess(DIFFERENCES, given, all);
    process.observe(valuesOf(all));
    const atMost = process.deviationAtMost(process.covariances(probe));
    expect(process.predict(probe).deviation).toBeLessThanOrEqual(atMost + 1e-9);
    expect(atMost).toBeLessThanOrEqual(process.greatestDeviation + 1e-12);
  })));

  it('gets sure of what it believes, keeps its means, and forgets it again', () => fc.assert(fc.property(hyperparameters, points, points, (given, all, open) => {
    const process = new GaussianProcess(DIFFERENCES, given, all);
    process.observe(valuesOf(all));
    const before = open.map((point) => process.predict(point));
    process.believing(open, () => open.forEach((point, index) => {
      const { mean, deviation } = process.predict(point);
      expect(mean).toBeCloseTo(before[index]?.mean ?? NaN, 6);
      expect(deviation).toBeLessThanOrEqual((before[index]?.deviation ?? 0) + 1e-9);
    }));
    expect(open.map((point) => process.predict(point))).toEqual(before);
    expect(process.size).toBe(all.length);
  })));
});
