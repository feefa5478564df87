import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advantageOf, NO_BASELINE, withReward } from './baseline.js';

const after = (rewards: readonly number[], decay: number) => rewards.reduce((baseline, reward) => withReward(baseline, reward, decay), NO_BASELINE);

describe('baseline', () => {
  it('is the plain mean and variance of the first results', () => {
    const { mean, variance } = after([2, 4, 9], 0.95);
    expect(mean).toBeCloseTo(5, 12);
    expect(variance).toBeCloseTo(26 / 3, 12);
  });

  it('forgets by its decay afterwards', () => {
    expect(after([0, 0, 0, 0, 1], 0.75).mean).toBeCloseTo(0.25, 12);
    expect(after([0, 0, 0, 0, 1, 0], 0.75).mean).toBeCloseTo(0.1875, 12);
  });

  it('knows no better or worse while nothing varies', () => {
    expect(advantageOf(after([], 0.9), 3)).toBe(0);
    expect(advantageOf(after([3, 3], 0.9), 3)).toBe(0);
  });

  it('measures in deviations, so that neither unit nor origin matter', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2 }), fc.integer({ min: -100, max: 100 }), (rewards, reward) => {
      const [plain, scaled] = [rewards, rewards.map((value) => value * 64 + 7)].map((list) => after(list, 0.8)) as [typeof NO_BASELINE, typeof NO_BASELINE];
      fc.pre(plain.variance > 1e-6);
      expect(advantageOf(scaled, reward * 64 + 7)).toBeCloseTo(advantageOf(plain, reward), 6);
    }));
  });

  it('stays a number whatever the rewards', () => {
    const baseline = after([Number.MAX_VALUE, -Number.MAX_VALUE, 1], 0.8);
    expect([baseline.mean, baseline.variance, advantageOf(baseline, Number.MAX_VALUE)].every(Number.isFinite)).toBe(true);
  });
});
