import { describeStrategyContract, hugeSearchSpace, smallSearchSpaces } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionSpaceOf, type DecisionSpace } from '../search-space/decision-space.js';
import { predictorStrategy } from './predictor/predictor.js';
import { randomStrategy } from './random.js';
import { STRATEGIES } from './registry.js';
import { createSeeded } from './seeded.js';
import type { JsonValue, Proposal, Strategy, StrategyDefinition } from './strategy.js';

/** The points of the first ranks that may be tried, each once. */
function firstPoints(space: DecisionSpace, count: number): Proposal[] {
  const points = new Map<string, Proposal>();
  for (let rank = 0n; rank < space.size && points.size < count; rank += 1n) {
    const encoding = space.encodingAt(rank);
    const hash = space.hashOf(encoding);
    if (hash !== null && !points.has(hash)) points.set(hash, { encoding, hash });
  }
  return [...points.values()];
}

const encodings = (points: readonly Proposal[]) => points.map(({ encoding }) => encoding);
const hashes = (points: readonly Proposal[]) => points.map(({ hash }) => hash);
const huge = decisionSpaceOf(hugeSearchSpace());

function seeded(definition: StrategyDefinition): StrategyDefinition {
  return { ...definition, create: (setup) => createSeeded(definition, { ...setup, seeds: encodings(firstPoints(setup.space, 2)) }) };
}

describeStrategyContract(seeded(randomStrategy));
describeStrategyContract(seeded(predictorStrategy));

describe('a seeded strategy', () => {
  const seeds = firstPoints(huge, 5);
  const create = (more: { known?: ReadonlySet<string> } = {}): Strategy => (
    createSeeded(randomStrategy, { space: huge, seed: 4, seeds: encodings(seeds), ...more }));

  it('proposes the seeds first, in their order, then what the strategy behind would have', () => {
    const strategy = create();
    expect(strategy.ask(3)).toEqual(seeds.slice(0, 3));
    const next = strategy.ask(6);
    expect(next.slice(0, 2)).toEqual(seeds.slice(3));
    expect(next.slice(2)).toEqual(randomStrategy.create({ space: huge, seed: 4 }).ask(4));
  });

  it('does not propose a seed whose result was told before its turn', () => {
    const strategy = create();
    const [first, second] = seeds as [Proposal, Proposal];
    strategy.tell({ ...second, reward: 0.5 });
    expect(hashes(strategy.ask(4))).toEqual(hashes([first, ...seeds.slice(2)]));
  });

  it('tells the strategy behind of the results of seeds', () => {
    const [strategy, behind] = [create(), randomStrategy.create({ space: huge, seed: 4 })];
    for (const seed of strategy.ask(5)) [strategy, behind].forEach((each) => each.tell({ ...seed, reward: 0.5 }));
    expect(strategy.state()).toMatchObject({ left: [], inner: behind.state() as object });
  });

  it('leaves out the points whose results are known but not told, and gives as many all the same', () => {
    fc.assert(fc.property(smallSearchSpaces(200), fc.nat(1000), fc.nat(10), fc.nat(10), (space, seed, seedCount, knownCount) => {
      const points = decisionSpaceOf(space);
      const all = firstPoints(points, Number(points.size));
      const [known, rest] = [all.slice(0, knownCount), all.slice(knownCount)];
      const first = rest.slice(0, seedCount);
      const strategy = createSeeded(randomStrategy, { space: points, seed, seeds: encodings(first), known: new Set(hashes(known)) });
      const asked = hashes(strategy.ask(all.length));
      expect(asked.slice(0, first.length)).toEqual(hashes(first));
      expect(asked.toSorted()).toEqual(hashes(rest).toSorted());
      for (const { encoding, hash } of known) strategy.tell({ encoding, hash, reward: 0.1 });
      expect(strategy.ask(1)).toEqual([]);
    }), { numRuns: 60 });
  });

  it('refuses a seed that does not fit the space', () => {
    expect(() => createSeeded(randomStrategy, { space: huge, seed: 1, seeds: [[99]] })).toThrow(expect.objectContaining({ code: 'ENCODING_INVALID' }));
  });
});

describe.each(STRATEGIES)('seeded $name', (definition) => {
  it('goes on from its stored state at any point, proposes nothing twice and nothing that is known', () => {
    const rounds = fc.array(fc.record({ ask: fc.nat(4), tell: fc.nat(4), isKilled: fc.boolean() }), { minLength: 4, maxLength: 12 });
    fc.assert(fc.property(fc.nat(1000), rounds, (seed, steps) => {
      const [seeds, known] = [firstPoints(huge, 6).slice(0, 3), firstPoints(huge, 6).slice(3)];
      const setup = { space: huge, seed, seeds: encodings(seeds), known: new Set(hashes(known)) };
      const runs = [false, true].map((isMortal) => {
        let strategy = createSeeded(definition, setup);
        const [asked, open] = [[...known], [...known]];
        for (const { ask, tell, isKilled } of steps) {
          const proposals = strategy.ask(ask);
          [asked, open].forEach((list) => list.push(...proposals));
          for (const { encoding, hash } of open.splice(0, tell)) strategy.tell({ encoding, hash, reward: Number.parseInt(hash.slice(0, 4), 16) / 65_536 });
          if (isMortal && isKilled) strategy = createSeeded(definition, { ...setup, state: JSON.parse(JSON.stringify(strategy.state())) as JsonValue });
        }
        return hashes(asked);
      });
      expect(runs[1]).toEqual(runs[0]);
      expect(new Set(runs[0]).size).toBe(runs[0]?.length);
    }), { numRuns: 15 });
  });
});
