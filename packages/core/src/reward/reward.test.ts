import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OBJECTIVE, jointReward, type RewardInput } from './reward.js';

const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const inputs: fc.Arbitrary<RewardInput> = fc.record({
  accuracy: fc.double({ min: 0.01, max: 1, noNaN: true }),
  stepTimeMs: positive, referenceStepTimeMs: positive,
  params: fc.integer({ min: 1, max: 1e9 }), referenceParams: fc.integer({ min: 1, max: 1e9 }),
});
const objectives = fc.record({
  kind: fc.constant('joint' as const), w: fc.double({ min: -2, max: -0.01, noNaN: true }), v: fc.double({ min: -2, max: -0.01, noNaN: true }),
});
const factor = fc.double({ min: 1.01, max: 100, noNaN: true });

describe('jointReward', () => {
  it('has the weights of EfficientNetV2', () => {
    expect(DEFAULT_OBJECTIVE).toEqual({ kind: 'joint', w: -0.07, v: -0.05 });
    expect(jointReward(DEFAULT_OBJECTIVE, { accuracy: 0.8, stepTimeMs: 20, referenceStepTimeMs: 10, params: 5, referenceParams: 10 }))
      .toBeCloseTo(0.8 * Math.exp(-0.07 * Math.LN2 + 0.05 * Math.LN2), 12);
  });

  it('is the accuracy for a network as fast and as large as the reference', () => {
    fc.assert(fc.property(inputs, objectives, (input, objective) => {
      const same = { ...input, stepTimeMs: input.referenceStepTimeMs, params: input.referenceParams };
      expect(jointReward(objective, same)).toBeCloseTo(input.accuracy, 12);
    }));
  });

  it('is the accuracy when time and size do not count', () => {
    fc.assert(fc.property(inputs, (input) => {
      expect(jointReward({ kind: 'joint', w: 0, v: 0 }, input)).toBe(input.accuracy);
    }));
  });

  it('grows with accuracy and falls with time and size', () => {
    fc.assert(fc.property(inputs, objectives, factor, (input, objective, by) => {
      const reward = jointReward(objective, input);
      expect(jointReward(objective, { ...input, accuracy: input.accuracy * by })).toBeGreaterThan(reward);
      expect(jointReward(objective, { ...input, stepTimeMs: input.stepTimeMs * by })).toBeLessThan(reward);
      expect(jointReward(objective, { ...input, params: input.params * by })).toBeLessThan(reward);
    }));
  });

  it('does not see the unit of time, nor that of size', () => {
    fc.assert(fc.property(inputs, objectives, factor, (input, objective, by) => {
      const scaled = {
        ...input, stepTimeMs: input.stepTimeMs * by, referenceStepTimeMs: input.referenceStepTimeMs * by,
        params: input.params * by, referenceParams: input.referenceParams * by,
      };
      const ratio = jointReward(objective, scaled) / jointReward(objective, input);
      expect(ratio).toBeCloseTo(1, 9);
    }));
  });
});
