import { hugeSearchSpace, sparseSpaces } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../random/rng.js';
import { decisionSpaceOf } from '../search-space/decision-space.js';
import { chooseLeader } from './leader.js';
import { mutate } from './mutation.js';
import type { Told } from './predictor/reward-model.js';

const { decisions } = decisionSpaceOf(hugeSearchSpace());

/** Sums of what each choice is worth; noise drawn from a normal distribution. */
function results(seed: number, count: number, noise: number): { told: Told[]; truth: number[] } {
  const rng = createRng(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  const worth = decisions.map(({ choices }) => choices.map(() => rng.next() - 0.5));
  // As in a search, many are mutants of a few.
  let encoding: readonly number[] = decisions.map(({ choices }) => rng.integer(choices.length));
  const truth: number[] = [];
  const told = Array.from({ length: count }, (_, index) => {
    encoding = index % 10 === 0 ? decisions.map(({ choices }) => rng.integer(choices.length)) : mutate(decisions, encoding, rng);
    const value = encoding.reduce((sum, choice, at) => sum + (worth[at]?.[choice] ?? 0), 0);
    truth.push(value);
    return { hash: index.toString(16).padStart(16, '0'), encoding, reward: value + noise * normal() };
  });
  return { told, truth };
}

describe('the leader', () => {
  it('is the best where results have no noise', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { told, truth } = results(seed, 60, 0);
      const leader = chooseLeader(decisions, told);
      expect(truth[leader?.place ?? -1]).toBeCloseTo(Math.max(...truth), 1);
    }
  });

  it('is better on average than the luckiest run where they have, and promises less than that had', () => {
    let [byLeader, byLuck, promised, had] = [0, 0, 0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const { told, truth } = results(seed, 80, 0.8);
      const leader = chooseLeader(decisions, told);
      const luckiest = told.reduce((best, { reward }, place) => ((reward ?? 0) > (told[best]?.reward ?? 0) ? place : best), 0);
      byLeader += truth[leader?.place ?? -1] ?? NaN;
      byLuck += truth[luckiest] ?? NaN;
      promised += (leader?.estimate ?? NaN) - (truth[leader?.place ?? -1] ?? NaN);
      had += (told[luckiest]?.reward ?? NaN) - (truth[luckiest] ?? NaN);
    }
    expect(byLeader).toBeGreaterThan(byLuck);
    expect(Math.abs(promised)).toBeLessThan(had);
  });

  it('is one that has a reward, the same for the same results', () => fc.assert(fc.property(
    sparseSpaces(40), fc.array(fc.option(fc.double({ min: -1, max: 1, noNaN: true })), { minLength: 40, maxLength: 40 }), (space, rewards) => {
      const told = Array.from({ length: Number(space.size) }, (_, rank): Told => (
        { hash: rank.toString(16).padStart(16, '0'), encoding: space.encodingAt(BigInt(rank)), reward: rewards[rank] ?? null }));
      const leader = chooseLeader(space.decisions, told);
      expect(chooseLeader(space.decisions, told)).toEqual(leader);
      if (told.every(({ reward }) => reward === null)) expect(leader).toBeNull();
      else expect(told[leader?.place ?? -1]?.reward).not.toBeNull();
    }), { numRuns: 40 }));

  it('of a few results is the best of them', () => {
    const { told } = results(1, 5, 1);
    const best = Math.max(...told.map(({ reward }) => reward ?? -Infinity));
    expect(chooseLeader(decisions, told)?.estimate).toBe(best);
  });
});
