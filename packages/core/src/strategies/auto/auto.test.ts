import { describeStrategyContract, hugeSearchSpace } from '@stride/testing';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../random/rng.js';
import { decisionSpaceOf } from '../../search-space/decision-space.js';
import { randomStrategy } from '../random.js';
import type { Proposal, Result, Strategy, StrategyDefinition } from '../strategy.js';
import { autoStrategy } from './auto.js';
import { isModelTrusted, isStagnant, NO_EVIDENCE, withReward, type Evidence } from './evidence.js';

describeStrategyContract(autoStrategy);

const space = decisionSpaceOf(hugeSearchSpace());
const worth = ({ encoding }: Proposal) => encoding.reduce((sum, choice, index) => sum + choice * Math.cos(index + 1), 0);

function search(strategy: Strategy, count: number, rewardOf: (proposal: Proposal) => Partial<Result>): Proposal[] {
  return Array.from({ length: count }, () => {
    const [proposal] = strategy.ask(1) as [Proposal];
    strategy.tell({ ...proposal, reward: 0, ...rewardOf(proposal) });
    return proposal;
  });
}

const evidenceOf = (strategy: Strategy) => (strategy.state() as unknown as { evidence: Evidence }).evidence;
/** Who makes the next proposals. */
const makersOf = (strategy: Strategy, count: number) => {
  strategy.ask(count);
  return (strategy.state() as unknown as { open: { makers: string[] } }).open.makers;
};

describe('auto', () => {
  it('finds with 60 results what chance does not find with 600', () => {
    const best = (definition: StrategyDefinition, seed: number, count: number) => (
      Math.max(...search(definition.create({ space, seed }), count, (proposal) => ({ reward: worth(proposal) })).map(worth)));
    for (let seed = 0; seed < 3; seed++) expect(best(autoStrategy, seed, 60)).toBeGreaterThan(best(randomStrategy, seed, 600));
  });

  it('begins at random and goes on with the model where the model learns', () => {
    const strategy = autoStrategy.create({ space, seed: 1 });
    // Better and better: nothing is stagnant.
    search(strategy, 60, (proposal) => ({ reward: worth(proposal) }));
    search(strategy, 1, () => ({ reward: 1000 }));
    expect(evidenceOf(strategy).chance).toHaveLength(16);
    expect(new Set(makersOf(strategy, 8))).toEqual(new Set(['model']));
  });

  it('begins with the model where there are results of another search, and takes none of its proposals for random ones', () => {
    const strategy = autoStrategy.create({ space, seed: 1 });
    for (const proposal of randomStrategy.create({ space, seed: 2 }).ask(40)) strategy.tell({ ...proposal, reward: worth(proposal) });
    expect(evidenceOf(strategy)).toMatchObject({ chance: [], model: [], sinceBest: 0 });
    expect(new Set(makersOf(strategy, 16))).toEqual(new Set(['model']));
  });

  it('sorts by several goals at once where results of another search have them', () => {
    const strategy = autoStrategy.create({ space, seed: 1 });
    const [proposal] = randomStrategy.create({ space, seed: 2 }).ask(1) as [Proposal];
    strategy.tell({ ...proposal, reward: 1, goals: [1, 2] });
    expect(new Set(makersOf(strategy, 8))).toEqual(new Set(['goals']));
  });

  it('lets local search take turns with the model where the best has not been beaten for long', () => {
    const strategy = autoStrategy.create({ space, seed: 1 });
    search(strategy, 60, (proposal) => ({ reward: worth(proposal) }));
    search(strategy, 1, () => ({ reward: 1000 }));
    search(strategy, 24, (proposal) => ({ reward: worth(proposal) }));
    expect(makersOf(strategy, 8).filter((maker) => maker === 'local')).toHaveLength(4);
  });

  it('leaves most to local search where rewards tell the model nothing, and tries the model now and then', () => {
    const rng = createRng(7);
    const strategy = autoStrategy.create({ space, seed: 1 });
    search(strategy, 120, () => ({ reward: rng.next() }));
    const makers = makersOf(strategy, 8);
    expect(makers.filter((maker) => maker === 'local')).toHaveLength(6);
    expect(makers.filter((maker) => maker === 'model')).toHaveLength(2);
  });

  it('sorts by several goals where results have them', () => {
    const strategy = autoStrategy.create({ space, seed: 1 });
    search(strategy, 20, (proposal) => ({ reward: worth(proposal), goals: [worth(proposal), -(proposal.encoding[0] ?? 0)] }));
    expect(new Set(makersOf(strategy, 8))).toEqual(new Set(['goals']));
  });
});

describe('evidence', () => {
  const told = (chance: number[], model: number[]) => [...chance.map((reward) => ['chance', reward] as const), ...model.map((reward) => ['model', reward] as const)]
    .reduce((evidence, [maker, reward]) => withReward(evidence, maker, reward), NO_EVIDENCE);
  const count = (length: number, from: number) => Array.from({ length }, (_, index) => from + index);

  it('gives the model the benefit of the doubt at first', () => {
    expect(isModelTrusted(told(count(16, 100), count(23, 0)))).toBe(true);
    expect(isModelTrusted(told(count(7, 100), count(48, 0)))).toBe(true);
  });

  it('is for the model that does clearly better than chance, and against any other', () => {
    expect(isModelTrusted(told(count(16, 0), count(24, 10)))).toBe(true);
    expect(isModelTrusted(told(count(16, 0), count(24, -4)))).toBe(false);
  });

  it('counts the results since the best one, whoever made it', () => {
    const { best, sinceBest } = told([3, 9, 2], [8, 9, 1]);
    expect([best, sinceBest]).toEqual([9, 4]);
    expect(isStagnant(told([9, ...count(23, -30)], []))).toBe(false);
    expect(isStagnant(told([9, ...count(24, -30)], []))).toBe(true);
  });

  it('keeps the first of chance and the latest of the model', () => {
    const { chance, model } = told(count(100, 0), count(100, 0));
    expect([chance.at(-1), model[0], model.length]).toEqual([31, 52, 48]);
  });
});
