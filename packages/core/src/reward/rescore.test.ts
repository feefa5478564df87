import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OBJECTIVE, type Objective } from './objective.js';
import { rescore, type Rescorable } from './rescore.js';
import { rewardOf } from './reward.js';

const input = (accuracy: number, stepTimeMs: number, params = 100) => ({ accuracy, stepTimeMs, params, referenceStepTimeMs: 10, referenceParams: 100 });
const candidate = (number: number, accuracy: number, stepTimeMs: number): Rescorable => (
  { number, reward: rewardOf(DEFAULT_OBJECTIVE, input(accuracy, stepTimeMs)), input: input(accuracy, stepTimeMs) });
const some: fc.Arbitrary<Rescorable[]> = fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 20 })
  .map((list) => list.map(([accuracy, stepTimeMs], index) => candidate(index + 1, accuracy / 10, stepTimeMs)));

describe('rescore', () => {
  it('orders by the other objective and says where each stood', () => {
    const accurate: Objective = { kind: 'joint', w: 0, v: 0 };
    const { ranked, kendallTau, withinCaps } = rescore([candidate(1, 0.8, 1), candidate(2, 0.85, 20), candidate(3, 0.5, 10)], accurate);
    expect(ranked.map(({ candidate: { number }, reward, rank, presentRank }) => ({ number, reward, rank, presentRank }))).toEqual([
      { number: 2, reward: 0.85, rank: 1, presentRank: 2 }, { number: 1, reward: 0.8, rank: 2, presentRank: 1 }, { number: 3, reward: 0.5, rank: 3, presentRank: 3 },
    ]);
    expect(kendallTau).toBeCloseTo(1 / 3, 12);
    expect(withinCaps).toBe(3);
  });

  it('changes nothing under the same objective', () => {
    fc.assert(fc.property(some, (list) => {
      const { ranked, kendallTau } = rescore(list, DEFAULT_OBJECTIVE);
      for (const { candidate: { reward: before }, reward, rank, presentRank } of ranked) expect([reward, rank]).toEqual([before, presentRank]);
      if (kendallTau !== null) expect(kendallTau).toBeCloseTo(1, 12);
    }));
  });

  it('puts what breaks a cap last', () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 20 }), (list, stepTimeMs) => {
      const { ranked, withinCaps } = rescore(list, { ...DEFAULT_OBJECTIVE, caps: { stepTimeMs } });
      expect(withinCaps).toBe(list.filter((each) => each.input.stepTimeMs <= stepTimeMs).length);
      expect(ranked.map((entry) => entry.withinCaps)).toEqual(ranked.map((_, index) => index < withinCaps));
    }));
  });
});
