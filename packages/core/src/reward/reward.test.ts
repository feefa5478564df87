import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excessOf, type Caps } from './caps.js';
import { DEFAULT_OBJECTIVE, DEFAULT_OBJECTIVES, type Objective } from './objective.js';
import { absoluteReward, goalsOf, jointReward, rewardOf, type RewardInput } from './reward.js';

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

const absolutes = fc.record({
  kind: fc.constant('absolute' as const), beta: fc.double({ min: -2, max: -0.01, noNaN: true }), target: fc.double({ min: 0.05, max: 20, noNaN: true }),
});
/** The target's own step time. */
const atTarget = (input: RewardInput, target: number): RewardInput => ({ ...input, stepTimeMs: target * input.referenceStepTimeMs });

describe('absoluteReward', () => {
  it('is the accuracy less beta for every T0 that a step is away from T0', () => {
    const input = { accuracy: 0.8, stepTimeMs: 30, referenceStepTimeMs: 10, params: 5, referenceParams: 10 };
    expect(absoluteReward({ kind: 'absolute', beta: -0.1, target: 1 }, input)).toBeCloseTo(0.8 - 0.2, 12);
    expect(absoluteReward({ kind: 'absolute', beta: -0.1, target: 6 }, input)).toBeCloseTo(0.8 - 0.05, 12);
  });

  it('is the accuracy at T0, and nearly so near to it on either side', () => {
    fc.assert(fc.property(inputs, absolutes, fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), (input, objective, by) => {
      expect(absoluteReward(objective, atTarget(input, objective.target))).toBeCloseTo(input.accuracy, 12);
      for (const share of [1 - by, 1 + by]) {
        const near = atTarget(input, objective.target * share);
        expect(input.accuracy - absoluteReward(objective, near)).toBeCloseTo(-objective.beta * by, 12);
      }
    }));
  });

  it('grows with accuracy and falls with the distance from T0, slower or faster', () => {
    fc.assert(fc.property(inputs, absolutes, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (input, objective, by) => {
      const reward = (share: number, accuracy = input.accuracy) => absoluteReward(objective, { ...atTarget(input, objective.target * share), accuracy });
      expect(reward(1, input.accuracy * 1.1)).toBeGreaterThan(reward(1));
      expect(reward(1 + by)).toBeLessThan(reward(1));
      expect(reward(1 + 2 * by)).toBeLessThan(reward(1 + by));
      expect(reward(1 - by)).toBeLessThan(reward(1 - by / 2));
    }));
  });
});

const limit = fc.option(positive, { nil: undefined });
const caps: fc.Arbitrary<Caps> = fc.record({ params: limit, stepTimeMs: limit, memoryBytes: limit })
  .map((limits) => Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)));
const anyObjective: fc.Arbitrary<Objective> = fc.tuple(fc.oneof(objectives, absolutes, fc.constant(DEFAULT_OBJECTIVES.pareto)), fc.option(caps, { nil: undefined }))
  .map(([objective, limits]) => (limits === undefined ? objective : { ...objective, caps: limits }));
const measured: fc.Arbitrary<RewardInput> = fc.tuple(inputs, fc.option(positive)).map(([input, peakMemoryBytes]) => ({ ...input, peakMemoryBytes }));

describe('rewardOf', () => {
  it('is the reward of the kind where there are no caps; under pareto the joint one with its default weights', () => {
    fc.assert(fc.property(inputs, objectives, absolutes, (input, joint, absolute) => {
      expect(rewardOf(joint, input)).toBe(jointReward(joint, input));
      expect(rewardOf(absolute, input)).toBe(absoluteReward(absolute, input));
      expect(rewardOf({ kind: 'pareto' }, input)).toBe(jointReward(DEFAULT_OBJECTIVE, input));
    }));
  });

  it('puts whatever breaks a cap below everything that keeps within', () => {
    fc.assert(fc.property(measured, measured, anyObjective, (one, other, objective) => {
      fc.pre(excessOf(objective.caps, one) === 0 && excessOf(objective.caps, other) > 0);
      expect(rewardOf(objective, other)).toBeLessThan(rewardOf(objective, one));
    }), { numRuns: 2000 });
  });

  it('falls the further a cap is broken, whatever the accuracy', () => {
    fc.assert(fc.property(measured, anyObjective, factor, fc.double({ min: 0, max: 1, noNaN: true }), (input, objective, by, accuracy) => {
      const capped: Objective = { ...objective, caps: { stepTimeMs: input.stepTimeMs / by } };
      const reward = rewardOf(capped, input);
      expect(rewardOf(capped, { ...input, accuracy })).toBe(reward);
      expect(rewardOf(capped, { ...input, stepTimeMs: input.stepTimeMs * by })).toBeLessThan(reward);
    }));
  });

  it('does not take unknown memory for too much', () => {
    fc.assert(fc.property(inputs, (input) => {
      expect(rewardOf({ ...DEFAULT_OBJECTIVE, caps: { memoryBytes: 1 } }, { ...input, peakMemoryBytes: null })).toBe(jointReward(DEFAULT_OBJECTIVE, input));
      expect(rewardOf({ ...DEFAULT_OBJECTIVE, caps: { memoryBytes: 1 } }, { ...input, peakMemoryBytes: 4 })).toBe(-0.75);
    }));
  });

  it('does not see the unit of time, nor that of size', () => {
    fc.assert(fc.property(measured, anyObjective, fc.constantFrom(0.25, 0.5, 2, 1024), (input, objective, by) => {
      const { params, stepTimeMs, ...others } = objective.caps ?? {};
      const scaled: Objective = {
        ...objective,
        caps: { ...others, ...(params === undefined ? {} : { params: params * by }), ...(stepTimeMs === undefined ? {} : { stepTimeMs: stepTimeMs * by }) },
      };
      const other = {
        ...input, stepTimeMs: input.stepTimeMs * by, referenceStepTimeMs: input.referenceStepTimeMs * by,
        params: input.params * by, referenceParams: input.referenceParams * by,
      };
      expect(rewardOf(scaled, other)).toBe(rewardOf({ ...objective, caps: objective.caps ?? {} }, input));
    }));
  });
});

describe('goalsOf', () => {
  it('is better in each goal for what is more accurate, faster or smaller, and 0 in ratios for the reference', () => {
    fc.assert(fc.property(inputs, anyObjective, factor, (input, { caps: _, ...objective }, by) => {
      const [accuracy, time, size] = goalsOf(objective, input);
      expect(accuracy).toBe(input.accuracy);
      expect(goalsOf(objective, { ...input, stepTimeMs: input.stepTimeMs / by })[1]).toBeGreaterThan(time);
      expect(goalsOf(objective, { ...input, params: input.params / by })[2]).toBeGreaterThan(size);
      const same = { ...input, stepTimeMs: input.referenceStepTimeMs, params: input.referenceParams };
      expect(goalsOf(objective, same)).toEqual([input.accuracy, 0, 0]);
    }));
  });

  it('lets whatever keeps within the caps beat in every goal what breaks one', () => {
    fc.assert(fc.property(measured, measured, anyObjective, (one, other, objective) => {
      fc.pre(excessOf(objective.caps, one) === 0 && excessOf(objective.caps, other) > 0);
      const beaten = goalsOf(objective, other);
      for (const [goal, value] of goalsOf(objective, one).entries()) expect(value).toBeGreaterThan(beaten[goal] as number);
    }), { numRuns: 2000 });
  });
});
