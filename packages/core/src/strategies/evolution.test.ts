import { describeStrategyContract, hugeSearchSpace } from '@stride/testing';
import { describe, expect, it } from 'vitest';
import { decisionSpaceOf } from '../search-space/decision-space.js';
import { evolutionStrategy } from './evolution.js';
import { defaultsOf } from './options.js';
import type { Proposal, Strategy } from './strategy.js';

describeStrategyContract(evolutionStrategy, [
  { populationSize: 1, sampleSize: 1, identityProbability: 1 }, { populationSize: 5, sampleSize: 3 },
]);

const space = decisionSpaceOf(hugeSearchSpace());
const create = (options: Record<string, number>, seed = 1) => evolutionStrategy.create({ space, seed, options });

function askOne(strategy: Strategy): Proposal {
  const [proposal] = strategy.ask(1);
  if (proposal === undefined) throw new Error('nothing was proposed');
  return proposal;
}

function tell(strategy: Strategy, { hash, encoding }: Proposal, reward: number | null): void {
  strategy.tell({ hash, encoding, reward });
}

const differences = (a: Proposal, b: Proposal) => a.encoding.filter((index, at) => index !== b.encoding[at]).length;
const membersOf = (strategy: Strategy) => (strategy.state() as unknown as { population: { reward: number }[] }).population.map(({ reward }) => reward);

describe('evolution', () => {
  it('mutates the best of its sample in one decision', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const strategy = create({ populationSize: 10, sampleSize: 1000 }, seed);
      const founders = strategy.ask(10);
      founders.forEach((proposal, index) => tell(strategy, proposal, index === 4 ? 1 : 0));
      expect(differences(askOne(strategy), founders[4] as Proposal)).toBe(1);
    }
  });

  it('mutates again what is known already, until all neighbors are and then beyond', () => {
    const strategy = create({ populationSize: 2, sampleSize: 100 });
    const [best, other] = strategy.ask(2) as [Proposal, Proposal];
    tell(strategy, best, 1);
    tell(strategy, other, 0);
    const distances = strategy.ask(300).map((child) => differences(child, best));
    const far = distances.filter((distance) => distance > 1).length;
    // The best has 98 neighbors, so that at least 202 of 300 different children are further away, most of them not far.
    expect(far).toBeGreaterThanOrEqual(202);
    expect(Math.max(...distances)).toBeLessThan(15);
  });

  it('removes the oldest member, even when it is the best', () => {
    const strategy = create({ populationSize: 3, sampleSize: 1 });
    strategy.ask(3).forEach((proposal, index) => tell(strategy, proposal, 9 - index));
    expect(membersOf(strategy)).toEqual([9, 8, 7]);
    tell(strategy, askOne(strategy), 1);
    expect(membersOf(strategy)).toEqual([8, 7, 1]);
  });

  it('counts age by the order of tells', () => {
    const strategy = create({ populationSize: 2, sampleSize: 1 });
    const asked = strategy.ask(3);
    [2, 0, 1].forEach((index) => tell(strategy, asked[index] as Proposal, index));
    expect(membersOf(strategy)).toEqual([0, 1]);
  });

  it('keeps failures and rewards that are no number out of the population, and draws more founders for them', () => {
    const strategy = create({ populationSize: 4, sampleSize: 50 });
    const [best, ...others] = strategy.ask(4) as [Proposal, ...Proposal[]];
    tell(strategy, best, 1);
    others.forEach((proposal, index) => tell(strategy, proposal, [null, Number.NaN, Infinity][index] ?? null));
    expect(membersOf(strategy)).toEqual([1]);
    // Three founders are missing; a random network of 49 decisions is far from any other.
    const further = strategy.ask(5);
    expect(further.map((proposal) => differences(proposal, best) > 5)).toEqual([true, true, true, false, false]);
  });

  it('evolves while others are still open', () => {
    const strategy = create({ populationSize: 10, sampleSize: 1000 });
    const founders = strategy.ask(10);
    tell(strategy, founders[0] as Proposal, 1);
    expect(differences(askOne(strategy), founders[0] as Proposal)).toBe(1);
  });

  it('takes in the result of a network that it did not propose, and will not propose it', () => {
    const [foreign] = create({}, 99).ask(1) as [Proposal];
    const strategy = create({ populationSize: 1, sampleSize: 1 });
    tell(strategy, foreign, 1);
    expect(differences(askOne(strategy), foreign)).toBe(1);
    expect(() => strategy.tell({ hash: 'f'.repeat(64), encoding: [99], reward: 1 }))
      .toThrow(expect.objectContaining({ code: 'ENCODING_INVALID' }));
  });

  it('finds better networks than chance: more of a property that only the encoding shows', () => {
    const score = (proposal: Proposal) => proposal.encoding.filter((index) => index === 1).length / proposal.encoding.length;
    const best = (strategy: Strategy) => {
      let top = 0;
      for (let round = 0; round < 300; round += 1) {
        const proposal = askOne(strategy);
        top = Math.max(top, score(proposal));
        tell(strategy, proposal, score(proposal));
      }
      return top;
    };
    expect(best(create({ populationSize: 20, sampleSize: 10 }))).toBeGreaterThan(best(create({ populationSize: 300 })) + 0.2);
  });

  it.each([
    [{ populationSize: 0 }, 'found 0 for populationSize; expected an integer from 1 to 100000'],
    [{ sampleSize: 2.5 }, 'found 2.5 for sampleSize; expected an integer from 1 to 100000'],
    [{ identityProbability: -0.1 }, 'found -0.1 for identityProbability; expected a number from 0 to 1'],
    [{ population: 10 }, 'unknown option "population"; its options are populationSize, sampleSize, identityProbability'],
  ])('refuses the options %j by name', (options, message) => {
    expect(() => create(options as Record<string, number>)).toThrow(message);
  });

  it('fits its population to the length of a search, up to the published one', () => {
    const { optionsFor, options } = evolutionStrategy;
    const defaults = defaultsOf(options);
    expect(optionsFor?.(400)).toEqual({ populationSize: 100, sampleSize: 25 });
    expect({ ...defaults, ...optionsFor?.(100_000) }).toEqual(defaults);
    expect(optionsFor?.(24)).toEqual({ populationSize: 6, sampleSize: 2 });
    for (let candidates = 1; candidates < 500; candidates += 1) expect(() => create({ ...optionsFor?.(candidates) })).not.toThrow();
  });
});
