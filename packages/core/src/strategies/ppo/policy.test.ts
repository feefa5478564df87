import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';
import { Policy, uniformPolicy, type PolicyOptions } from './policy.js';

const CHOICES = [2, 3, 5];
const space: DecisionSpace = {
  decisions: CHOICES.map((count, index) => ({ path: `/${index}`, choices: Array.from({ length: count }, (_, choice) => choice) })),
  size: 30n,
  encodingAt: () => [0, 0, 0],
  hashOf: (encoding) => encoding.join('').padStart(16, '0'),
};
const OPTIONS: PolicyOptions = { learningRate: 0.1, clip: 0.2, entropy: 0, epochs: 1 };
const encodings = fc.tuple(...CHOICES.map((count) => fc.nat(count - 1)));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const probability = (policy: Policy, encoding: readonly number[]) => Math.exp(sum(policy.logProbabilities(encoding)));
const fresh = () => new Policy(uniformPolicy(space));

function learned(policy: Policy, encoding: readonly number[], advantage: number, options: Partial<PolicyOptions> = {}): Policy {
  policy.learn({ encoding, logProbabilities: policy.logProbabilities(encoding), advantage }, { ...OPTIONS, ...options });
  return policy;
}

describe('Policy', () => {
  it('is uniform at first', () => {
    fc.assert(fc.property(encodings, (encoding) => {
      expect(probability(fresh(), encoding)).toBeCloseTo(1 / 30, 12);
    }));
  });

  it('stays a distribution, whatever it learns', () => {
    const lessons = fc.array(fc.tuple(encodings, fc.double({ min: -5, max: 5, noNaN: true })), { maxLength: 40 });
    fc.assert(fc.property(lessons, (list) => {
      const policy = fresh();
      for (const [encoding, advantage] of list) learned(policy, encoding, advantage, { learningRate: 1, epochs: 5, entropy: 0.1 });
      let total = 0;
      for (let rank = 0; rank < 30; rank += 1) total += probability(policy, [rank % 2, Math.floor(rank / 2) % 3, Math.floor(rank / 6)]);
      expect(total).toBeCloseTo(1, 9);
    }));
  });

  it('draws as often as the probabilities say', () => {
    const policy = fresh();
    for (let lesson = 0; lesson < 5; lesson += 1) learned(policy, [1, 2, 3], 1);
    const rng = createRng(1);
    const draws = Array.from({ length: 10_000 }, () => policy.sample(rng));
    for (const [at, count] of CHOICES.entries()) {
      for (let choice = 0; choice < count; choice += 1) {
        const encoding = [0, 0, 0].map((_, position) => (position === at ? choice : 0));
        const expected = Math.exp(policy.logProbabilities(encoding)[at] as number);
        // Four standard deviations at most.
        expect(Math.abs(draws.filter((drawn) => drawn[at] === choice).length / 10_000 - expected)).toBeLessThan(0.02);
      }
    }
  });

  it('makes what is better than expected likelier, and what is worse less likely', () => {
    fc.assert(fc.property(encodings, fc.double({ min: 0.01, max: 5, noNaN: true }), (encoding, advantage) => {
      expect(probability(learned(fresh(), encoding, advantage), encoding)).toBeGreaterThan(1 / 30);
      expect(probability(learned(fresh(), encoding, -advantage), encoding)).toBeLessThan(1 / 30);
    }));
  });

  it('stops at the clip, however many epochs there are', () => {
    const many = probability(learned(fresh(), [1, 1, 1], 1, { epochs: 1000, learningRate: 0.001 }), [1, 1, 1]);
    // The step that crosses it is the last whose gradient counts.
    expect(many * 30).toBeGreaterThan(1.2);
    expect(many * 30).toBeLessThan(1.21);
    expect(probability(learned(fresh(), [1, 1, 1], -1, { epochs: 1000, learningRate: 0.001 }), [1, 1, 1]) * 30).toBeGreaterThan(0.79);
  });

  it('learns the less of a decision, the less likely its choice has become since it was proposed', () => {
    // After a first lesson, as Adam's first step is as long for any weight.
    const [asLikely, wasCertain] = [1 / 3, 1].map((before) => {
      const policy = learned(fresh(), [0, 0, 0], 1e-3);
      policy.learn({ encoding: [0, 1, 1], logProbabilities: [1 / 2, before, 1 / 5].map(Math.log), advantage: 1e-3 }, OPTIONS);
      return policy.state().logits.map((row) => row[1] as number);
    }) as [number[], number[]];
    expect(wasCertain[1]).toBeLessThan(asLikely[1] as number);
    expect([wasCertain[0], wasCertain[2]]).toEqual([asLikely[0], asLikely[2]]);
  });

  it('is drawn back towards the uniform by the entropy bonus', () => {
    const policy = fresh();
    for (let lesson = 0; lesson < 20; lesson += 1) learned(policy, [1, 2, 3], 1);
    const sure = probability(policy, [1, 2, 3]);
    for (let lesson = 0; lesson < 20; lesson += 1) learned(policy, [1, 2, 3], 0, { entropy: 1 });
    expect(probability(policy, [1, 2, 3])).toBeLessThan(sure);
    expect(probability(policy, [1, 2, 3])).toBeGreaterThan(1 / 30);
  });
});
