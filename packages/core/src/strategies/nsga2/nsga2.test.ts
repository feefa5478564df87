import { describeStrategyContract, hugeSearchSpace } from '@stride/testing';
import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../reward/hypervolume.js';
import { decisionSpaceOf } from '../../search-space/decision-space.js';
import { defaultsOf } from '../options.js';
import { randomStrategy } from '../random.js';
import type { Proposal, Strategy } from '../strategy.js';
import { nsga2Strategy } from './nsga2.js';

describeStrategyContract(nsga2Strategy, [{ populationSize: 2, crossoverProbability: 1, mutations: 3 }, { populationSize: 5, mutations: 0 }]);

const space = decisionSpaceOf(hugeSearchSpace());
const create = (options: Record<string, number>, seed = 1) => nsga2Strategy.create({ space, seed, options });
const goalsOf = (strategy: Strategy) => (strategy.state() as unknown as { population: { goals: number[] }[] }).population.map(({ goals }) => goals);

function askOne(strategy: Strategy): Proposal {
  const [proposal] = strategy.ask(1);
  if (proposal === undefined) throw new Error('nothing was proposed');
  return proposal;
}

/** Two goals that cannot both be had: as many first choices as possible, and as many second ones; a third choice serves neither. */
function goals({ encoding }: Proposal): [number, number] {
  return [0, 1].map((wanted) => encoding.filter((choice) => choice === wanted).length / encoding.length) as [number, number];
}

function volumeAfter(strategy: Strategy, budget: number): number {
  const points = Array.from({ length: budget }, () => {
    const proposal = askOne(strategy);
    const point = goals(proposal);
    strategy.tell({ ...proposal, reward: 0, goals: point });
    return point;
  });
  return hypervolume(points, [0, 0]);
}

describe('nsga2', () => {
  it('covers more of two goals than chance with as many candidates', () => {
    for (let seed = 0; seed < 5; seed += 1) {
      const evolved = volumeAfter(create({ ...nsga2Strategy.optionsFor?.(300) }, seed), 300);
      const drawn = volumeAfter(randomStrategy.create({ space, seed }), 300);
      expect(evolved).toBeGreaterThan(1.2 * drawn);
    }
  });

  it('keeps the ends of the front, and goes by the goals rather than by the reward', () => {
    const strategy = create({ populationSize: 10 });
    volumeAfter(strategy, 400);
    const kept = goalsOf(strategy);
    // Chance gives about 0.5 at best to either goal, and then little to the other.
    expect(Math.max(...kept.map(([first]) => first as number))).toBeGreaterThan(0.6);
    expect(Math.max(...kept.map(([, second]) => second as number))).toBeGreaterThan(0.6);
  });

  it('keeps the members that stand best, whatever their age', () => {
    const strategy = create({ populationSize: 3 });
    const told = [[1, 1], [5, 0], [0, 5], [2, 2], [0, 0]];
    strategy.ask(5).forEach((proposal, index) => strategy.tell({ ...proposal, reward: 0, goals: told[index] as number[] }));
    expect(goalsOf(strategy)).toEqual([[5, 0], [0, 5], [2, 2]]);
  });

  it('takes the reward for the only goal where there are none', () => {
    const strategy = create({ populationSize: 3 });
    strategy.ask(5).forEach((proposal, index) => strategy.tell({ ...proposal, reward: [3, 1, 5, 2, 4][index] as number }));
    expect(goalsOf(strategy)).toEqual([[3], [5], [4]]);
  });

  it('mixes two parents without inventing anything when nothing mutates', () => {
    const strategy = create({ populationSize: 2, mutations: 0, crossoverProbability: 1 });
    const parents = strategy.ask(2);
    parents.forEach((proposal, index) => strategy.tell({ ...proposal, reward: 0, goals: [index, 1 - index] }));
    const children = strategy.ask(10);
    const mixed = children.filter(({ encoding }) => encoding.every((choice, at) => parents.some((parent) => parent.encoding[at] === choice)));
    // Two draws of one and the same parent give a copy of it, which mutates as it is known.
    expect(mixed.length).toBeGreaterThan(2);
    expect(new Set(mixed.flatMap(({ encoding }) => encoding.map((choice, at) => parents.findIndex((parent) => parent.encoding[at] === choice)))).size).toBe(2);
  });

  it('keeps failures, goals that are no number and goals of another kind out, and draws more founders for them', () => {
    const strategy = create({ populationSize: 4 });
    const [one, ...others] = strategy.ask(6) as [Proposal, ...Proposal[]];
    strategy.tell({ ...one, reward: 1, goals: [1, 2] });
    const bad = [{ reward: null }, { reward: 1, goals: [1, Number.NaN] }, { reward: 1, goals: [1, 2, 3] }, { reward: 1 }, { reward: 1, goals: [] }];
    others.forEach((proposal, index) => strategy.tell({ ...proposal, ...bad[index] as { reward: number } }));
    expect(goalsOf(strategy)).toEqual([[1, 2]]);
    expect(strategy.ask(3)).toHaveLength(3);
  });

  it('refuses a state whose members have different goals', () => {
    const strategy = create({});
    strategy.ask(2).forEach((proposal) => strategy.tell({ ...proposal, reward: 1 }));
    const state = strategy.state() as unknown as { population: { goals: number[] }[] };
    (state.population[1] as { goals: number[] }).goals = [1, 2];
    expect(() => nsga2Strategy.create({ space, seed: 1, state: state as never }))
      .toThrow(expect.objectContaining({ code: 'STRATEGY_STATE_INVALID', message: expect.stringContaining('/population/1/goals') as string }));
  });

  it.each([
    [{ populationSize: 1 }, 'found 1 for populationSize; expected an integer from 2 to 1000'],
    [{ crossoverProbability: 1.1 }, 'found 1.1 for crossoverProbability; expected a number from 0 to 1'],
    [{ mutations: -1 }, 'found -1 for mutations; expected a number from 0 to 100'],
  ])('refuses the options %j by name', (options, message) => {
    expect(() => create(options as Record<string, number>)).toThrow(message);
  });

  it('fits its population to the length of a search, up to the published one', () => {
    const { optionsFor, options } = nsga2Strategy;
    expect([1, 100, 500, 25_000, 100_000].map((candidates) => optionsFor?.(candidates)['populationSize'])).toEqual([4, 7, 15, 100, 100]);
    expect(defaultsOf(options)['populationSize']).toBe(16);
  });
});
