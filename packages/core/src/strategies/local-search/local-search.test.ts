import { describeStrategyContract, hugeSearchSpace } from '@stride/testing';
import { describe, expect, it } from 'vitest';
import { decisionSpaceOf, type DecisionSpace } from '../../search-space/decision-space.js';
import { neighborsOf } from '../mutation.js';
import { randomStrategy } from '../random.js';
import type { Proposal, Strategy } from '../strategy.js';
import { localSearchStrategy } from './local-search.js';

describeStrategyContract(localSearchStrategy, [{ founders: 1, patience: 1, deadEnds: 1 }, { founders: 3, patience: 0.05, deadEnds: 2 }]);

const huge = decisionSpaceOf(hugeSearchSpace());
/** Three decisions of two choices: eight points, named by their choices. */
const cube: DecisionSpace = {
  decisions: Array.from({ length: 3 }, (_, index) => ({ path: `/${index}`, choices: ['a', 'b'] })),
  size: 8n,
  encodingAt: (rank) => [4, 2, 1].map((bit) => (Number(rank) & bit ? 1 : 0)),
  hashOf: (encoding) => encoding.join('').padStart(16, '0'),
};
const create = (options: Record<string, number>, seed = 1, space = huge) => localSearchStrategy.create({ space, seed, options });

function askOne(strategy: Strategy): Proposal {
  const [proposal] = strategy.ask(1);
  if (proposal === undefined) throw new Error('nothing was proposed');
  return proposal;
}

function tell(strategy: Strategy, { hash, encoding }: Proposal, reward: number | null): void {
  strategy.tell({ hash, encoding, reward });
}

const differences = (a: Proposal, b: Proposal) => a.encoding.filter((index, at) => index !== b.encoding[at]).length;

describe('local-search', () => {
  it('tries neighbors of the best of its founders, whatever the order of their results', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const strategy = create({ founders: 5 }, seed);
      const founders = strategy.ask(5);
      [3, 1, 4, 0, 2].forEach((index) => tell(strategy, founders[index] as Proposal, index === 1 ? 1 : 0));
      for (const neighbor of strategy.ask(4)) expect(differences(neighbor, founders[1] as Proposal)).toBe(1);
    }
  });

  it('goes on from the first neighbor that is better, while others are open', () => {
    const strategy = create({ founders: 1 });
    tell(strategy, askOne(strategy), 0);
    const [, better] = strategy.ask(3) as [Proposal, Proposal, Proposal];
    tell(strategy, better, 1);
    expect(differences(askOne(strategy), better)).toBe(1);
  });

  it('stays where it is when a neighbor is worse, equal or fails', () => {
    const strategy = create({ founders: 1, patience: 1 });
    const start = askOne(strategy);
    tell(strategy, start, 0);
    for (const reward of [-1, 0, null, Number.NaN, -1, 0, null, Infinity]) {
      const neighbor = askOne(strategy);
      expect(differences(neighbor, start)).toBe(1);
      tell(strategy, neighbor, reward);
    }
  });

  it('does not try a choice at the next point while others have waited longer', () => {
    const strategy = create({ founders: 1, patience: 1 });
    let incumbent = askOne(strategy);
    tell(strategy, incumbent, 0);
    const tried: string[] = [];
    // Every third is better: the climb moves on, and still no choice comes twice before all have been looked at.
    for (let round = 1; round <= 45; round += 1) {
      const neighbor = askOne(strategy);
      const position = neighbor.encoding.findIndex((choice, at) => choice !== incumbent.encoding[at]);
      tried.push(`${position}=${neighbor.encoding[position]}`);
      tell(strategy, neighbor, round % 3 === 0 ? round : -1);
      if (round % 3 === 0) incumbent = neighbor;
    }
    expect(new Set(tried).size).toBe(45);
  });

  it('gives a point up after its share of neighbors, and goes on from the next best that it knows', () => {
    const strategy = create({ founders: 2, patience: 0.05, deadEnds: 9 });
    const [best, second] = strategy.ask(2) as [Proposal, Proposal];
    tell(strategy, best, 2);
    tell(strategy, second, 1);
    // 98 neighbors: 5 of them are a share of 0.05.
    const asked = Array.from({ length: 10 }, () => {
      const proposal = askOne(strategy);
      tell(strategy, proposal, 0);
      return proposal;
    });
    expect(asked.map((proposal) => differences(proposal, best))).toEqual([1, 1, 1, 1, 1, ...asked.slice(5).map(() => expect.any(Number) as number)]);
    expect(asked.map((proposal) => differences(proposal, second)).slice(5)).toEqual([1, 1, 1, 1, 1]);
  });

  it('begins another climb at random points after its dead ends, where the best of the old one counts no more', () => {
    const strategy = create({ founders: 2, patience: 0.001, deadEnds: 3 });
    const first = strategy.ask(2);
    first.forEach((proposal, index) => tell(strategy, proposal, 10 + index));
    // One neighbor each for three points.
    for (let round = 0; round < 3; round += 1) tell(strategy, askOne(strategy), 5);
    const [third, fourth] = strategy.ask(2) as [Proposal, Proposal];
    for (const proposal of [third, fourth]) for (const founder of first) expect(differences(proposal, founder)).toBeGreaterThan(5);
    tell(strategy, third, 1);
    tell(strategy, fourth, 0);
    expect(differences(askOne(strategy), third)).toBe(1);
  });

  it('takes a late result of an earlier climb for that only when it is the best of all', () => {
    for (const [reward, isTaken] of [[5, false], [11, true]] as const) {
      const strategy = create({ founders: 1, patience: 0.001, deadEnds: 1 });
      tell(strategy, askOne(strategy), 10);
      const late = askOne(strategy);
      const founder = askOne(strategy);
      tell(strategy, founder, 1);
      tell(strategy, late, reward);
      expect(differences(askOne(strategy), isTaken ? late : founder)).toBe(1);
    }
  });

  it('draws more founders for those that fail', () => {
    const strategy = create({ founders: 3 });
    const founders = strategy.ask(3);
    founders.forEach((proposal, index) => tell(strategy, proposal, index === 0 ? 1 : null));
    const further = strategy.ask(3);
    expect(further.map((proposal) => differences(proposal, founders[0] as Proposal) > 5)).toEqual([true, true, false]);
  });

  it('takes in what it was told without asking', () => {
    const [foreign] = create({}, 99).ask(1) as [Proposal];
    const strategy = create({ founders: 1 });
    tell(strategy, foreign, 1);
    expect(differences(askOne(strategy), foreign)).toBe(1);
  });

  it('looks at a whole neighborhood with all patience, and leaves it when all of it is known', () => {
    const strategy = create({ founders: 1, patience: 1 }, 1, cube);
    const start = askOne(strategy);
    tell(strategy, start, 9);
    const asked = strategy.ask(3).map(({ encoding }) => encoding.join());
    expect(asked.toSorted()).toEqual(neighborsOf(cube.decisions, start.encoding).map((encoding) => encoding.join()).toSorted());
    expect(strategy.ask(9)).toHaveLength(4);
  });

  it('takes near points for neighbors in a table of few of all encodings', () => {
    // Of 4^12 encodings those whose choices are all equal or, at one end, another: no two differ in one decision.
    const rows = Array.from({ length: 4 }, (_, base) => Array.from({ length: 10 }, (__, at) => (
      Array.from({ length: 12 }, (___, position) => (position >= at && position < at + 2 ? (base + 1) % 4 : base))))).flat();
    const names = new Map(rows.map((row, index) => [row.join(), String(index).padStart(16, '0')]));
    const table: DecisionSpace = {
      decisions: Array.from({ length: 12 }, (_, index) => ({ path: `/${index}`, choices: ['a', 'b', 'c', 'd'] })),
      size: BigInt(rows.length), encodingAt: (rank) => rows[Number(rank)] as number[], hashOf: (encoding) => names.get(encoding.join()) ?? null,
    };
    const strategy = create({ founders: 1, patience: 1 }, 1, table);
    const start = askOne(strategy);
    tell(strategy, start, 1);
    for (const neighbor of strategy.ask(5)) expect(differences(neighbor, start)).toBeLessThanOrEqual(4);
  });

  it('climbs much faster than chance finds', () => {
    const score = ({ encoding }: Proposal) => encoding.filter((index) => index === 1).length;
    const best = (strategy: Strategy) => Math.max(...Array.from({ length: 150 }, () => {
      const proposal = askOne(strategy);
      tell(strategy, proposal, score(proposal));
      return score(proposal);
    }));
    // All 42 decisions are right once their 98 other choices were looked at.
    expect(best(create({}))).toBe(42);
    expect(best(randomStrategy.create({ space: huge, seed: 1 }))).toBeLessThan(30);
  });

  it.each([
    [{ founders: 0 }, 'found 0 for founders; expected an integer from 1 to 10000'],
    [{ patience: 0 }, 'found 0 for patience; expected a number from 0.001 to 1'],
    [{ deadEnds: 1.5 }, 'found 1.5 for deadEnds; expected an integer from 1 to 10000'],
  ])('refuses the options %j by name', (options, message) => {
    expect(() => create(options as Record<string, number>)).toThrow(message);
  });

  it('spends no more than a sixth of a short search on founders', () => {
    const { optionsFor } = localSearchStrategy;
    expect([1, 12, 40, 1000].map((candidates) => optionsFor?.(candidates))).toEqual([{ founders: 1 }, { founders: 2 }, { founders: 7 }, { founders: 8 }]);
  });
});
