import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontVolume, volumeOverTime } from './front-volume.js';
import type { Goals } from './reward.js';

const ratio = fc.double({ min: -3, max: 3, noNaN: true });
const points: fc.Arbitrary<Goals[]> = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), ratio, ratio), { maxLength: 30 });

describe('frontVolume', () => {
  it('is the accuracy for the reference alone, and counts factors of ten', () => {
    expect(frontVolume([[0.9, 0, 0]])).toBeCloseTo(0.9, 12);
    expect(frontVolume([[0.9, Math.log(10), 0]])).toBeCloseTo(1.8, 12);
    expect(frontVolume([[0.9, -Math.log(10), 0], [0.9, 0, -Math.log(20)]])).toBe(0);
  });
});

describe('volumeOverTime', () => {
  it('is the volume of all points so far, and never falls', () => {
    fc.assert(fc.property(points, (goals) => {
      const steps = volumeOverTime(goals);
      for (const { index, value } of steps) expect(value).toBeCloseTo(frontVolume(goals.slice(0, index + 1)), 9);
      expect(steps.map(({ value }) => value)).toEqual(steps.map(({ value }) => value).toSorted((a, b) => a - b));
      expect(steps.at(-1)?.index).toBe(goals.length === 0 ? undefined : goals.length - 1);
    }));
  });

  it('keeps the first and the last of many steps', () => {
    fc.assert(fc.property(points, fc.integer({ min: 2, max: 8 }), (goals, most) => {
      const [all, some] = [volumeOverTime(goals), volumeOverTime(goals, most)];
      expect(some).toHaveLength(Math.min(most, all.length));
      expect([some[0], some.at(-1)]).toEqual([all[0], all.at(-1)]);
      for (const step of some) expect(all).toContainEqual(step);
    }));
  });
});
