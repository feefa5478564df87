import fc from 'fast-check';
import {
  createRng, decisionSpaceOf, defaultsOf,
  type Architecture, type DecisionSpace, type JsonValue, type Proposal, type Strategy, type StrategyDefinition,
} from '@stride/core';
import { describe, expect, it } from 'vitest';
import { hugeSearchSpace, smallSearchSpaces, sparseSpaces } from './small-spaces.js';

/** One thing that a search does to its strategy. */
type Act =
  | { readonly kind: 'ask'; readonly count: number }
  /** Tells the result of the open proposal at `pick` modulo their number; null is a failure. */
  | { readonly kind: 'tell'; readonly pick: number; readonly reward: number | null };

const reward = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, { weight: 1, arbitrary: fc.constant(null) });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('ask' as const), count: fc.nat(4) }),
  fc.record({ kind: fc.constant('tell' as const), pick: fc.nat(), reward }));
const acts = fc.array(act, { maxLength: 60 });
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const huge = decisionSpaceOf(hugeSearchSpace());
/**
 * A limit as good as any. It counts layers, not stages: several encodings are one network, whose layers may be in one stage or
 * two, and a limit must say the same of all of them.
 */
const isEven = ({ stem, stages }: Architecture) => stages.reduce((sum, { layers }) => sum + layers, stem.channels) % 2 === 0;
/** Spaces of networks, some of which may not be tried, and tables of a few of all encodings. */
const smallSpaces = (maxPoints: number): fc.Arbitrary<DecisionSpace> => fc.oneof(
  { weight: 3, arbitrary: smallSearchSpaces(maxPoints).map((space) => decisionSpaceOf(space)) },
  { weight: 1, arbitrary: smallSearchSpaces(maxPoints).map((space) => decisionSpaceOf(space, isEven)) },
  { weight: 1, arbitrary: sparseSpaces(maxPoints) });
const spaces = fc.oneof(smallSpaces(500), fc.constant(huge));

/** All points that may be tried. */
function pointsOf(space: DecisionSpace): Set<string> {
  const hashes = Array.from({ length: Number(space.size) }, (_, rank) => space.hashOf(space.encodingAt(BigInt(rank))));
  return new Set(hashes.filter((hash) => hash !== null));
}

/** A search that runs `acts` on a strategy and remembers what is open. */
class Run {
  readonly proposals: Proposal[] = [];
  readonly #open: Proposal[] = [];
  strategy: Strategy;

  constructor(strategy: Strategy) {
    this.strategy = strategy;
  }

  apply(step: Act): void {
    if (step.kind === 'ask') {
      const asked = this.strategy.ask(step.count);
      this.proposals.push(...asked);
      this.#open.push(...asked);
    } else if (this.#open.length > 0) {
      const [told] = this.#open.splice(step.pick % this.#open.length, 1);
      if (told !== undefined) this.strategy.tell({ hash: told.hash, encoding: told.encoding, reward: step.reward });
    }
  }
}

/** Through the text that a database keeps. */
function stored(state: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(state)) as JsonValue;
}

/**
 * What every strategy promises, as tests. `variants` are further option sets to run everything with: small populations
 * and the like, that make a strategy leave its first phase within a short test.
 */
export function describeStrategyContract(
  definition: StrategyDefinition, variants: readonly Readonly<Record<string, number>>[] = [],
): void {
  describe.each([{}, ...variants])(`strategy ${definition.name} %j keeps the contract:`, (options) => {
    const create = (space: DecisionSpace, seed: number, state?: JsonValue) => (
      definition.create({ space, seed, options, ...(state === undefined ? {} : { state }) }));

    it('the same seed and tells give the same asks', () => {
      fc.assert(fc.property(spaces, seeds, acts, (space, seed, steps) => {
        const [one, two] = [new Run(create(space, seed)), new Run(create(space, seed))];
        for (const step of steps) [one, two].forEach((run) => run.apply(step));
        expect(two.proposals).toEqual(one.proposals);
        expect(two.strategy.state()).toEqual(one.strategy.state());
      }));
    });

    it('another seed gives other asks', () => {
      const hashes = new Set(Array.from({ length: 20 }, (_, seed) => (
        create(huge, seed).ask(3).map((proposal) => proposal.hash).join())));
      expect(hashes.size).toBe(20);
    });

    it('a strategy restored from its stored state goes on as if nothing had happened', () => {
      fc.assert(fc.property(spaces, seeds, seeds, acts, fc.array(fc.nat(60)), (space, seed, otherSeed, steps, saves) => {
        const [whole, restored] = [new Run(create(space, seed)), new Run(create(space, seed))];
        steps.forEach((step, index) => {
          if (saves.includes(index)) restored.strategy = create(space, otherSeed, stored(restored.strategy.state()));
          [whole, restored].forEach((run) => run.apply(step));
        });
        expect(restored.proposals).toEqual(whole.proposals);
        expect(restored.strategy.state()).toEqual(whole.strategy.state());
      }));
    });

    it('the state is plain JSON and reading it changes nothing', () => {
      fc.assert(fc.property(spaces, seeds, acts, (space, seed, steps) => {
        const run = new Run(create(space, seed));
        steps.forEach((step) => run.apply(step));
        const state = run.strategy.state();
        const text = JSON.stringify(state);
        expect(stored(state)).toEqual(state);
        run.apply({ kind: 'ask', count: 3 });
        expect(JSON.stringify(state)).toBe(text);
      }));
    });

    it('every proposal is a point of the space that may be tried, and none comes twice', () => {
      fc.assert(fc.property(spaces, seeds, acts, (space, seed, steps) => {
        const run = new Run(create(space, seed));
        steps.forEach((step) => run.apply(step));
        for (const { encoding, hash } of run.proposals) expect(hash).toBe(space.hashOf(encoding));
        expect(new Set(run.proposals.map(({ hash }) => hash)).size).toBe(run.proposals.length);
      }));
    });

    it('asks give as many as wanted until every point of the space has been proposed, then none', () => {
      fc.assert(fc.property(smallSpaces(200), seeds, fc.integer({ min: 1, max: 7 }), (space, seed, count) => {
        const rng = createRng(seed);
        const strategy = create(space, seed);
        const { size } = pointsOf(space);
        const hashes = new Set<string>();
        while (hashes.size < size) {
          const asked = strategy.ask(count);
          expect(asked).toHaveLength(Math.min(count, size - hashes.size));
          asked.forEach((proposal) => hashes.add(proposal.hash));
          // Last first: results come in any order.
          for (const { hash, encoding } of asked.reverse()) {
            strategy.tell({ hash, encoding, reward: rng.next() < 0.2 ? null : rng.next() });
          }
        }
        expect(hashes.size).toBe(size);
        expect(strategy.ask(count)).toEqual([]);
        expect(create(space, seed, stored(strategy.state())).ask(count)).toEqual([]);
      }), { numRuns: 60 });
    });

    it('never proposes what it was told of without asking', () => {
      fc.assert(fc.property(smallSpaces(100), seeds, (space, seed) => {
        const rng = createRng(seed);
        const told = new Set<string>();
        const strategy = create(space, seed);
        for (let rank = 0n; rank < space.size; rank += 2n) {
          const encoding = space.encodingAt(rank);
          const hash = space.hashOf(encoding);
          if (hash === null || told.has(hash)) continue;
          told.add(hash);
          strategy.tell({ hash, encoding, reward: rng.next() });
        }
        const asked = strategy.ask(Number(space.size) + 1).map(({ hash }) => hash);
        expect([...told, ...asked].toSorted()).toEqual([...pointsOf(space)].toSorted());
      }), { numRuns: 40 });
    });

    it('refuses a result whose encoding does not fit the space', () => {
      expect(() => create(huge, 1).tell({ hash: 'f'.repeat(64), encoding: [99], reward: 1 }))
        .toThrow(expect.objectContaining({ code: 'ENCODING_INVALID' }));
    });

    it('an ask for none gives none and changes nothing', () => {
      fc.assert(fc.property(spaces, seeds, acts, (space, seed, steps) => {
        const run = new Run(create(space, seed));
        steps.forEach((step) => run.apply(step));
        const before = stored(run.strategy.state());
        expect(run.strategy.ask(0)).toEqual([]);
        expect(run.strategy.state()).toEqual(before);
      }), { numRuns: 30 });
    });

    it('goes on proposing when everything fails', () => {
      const strategy = create(huge, 1);
      const hashes = new Set<string>();
      for (let round = 0; round < 60; round += 1) {
        for (const { hash, encoding } of strategy.ask(5)) {
          hashes.add(hash);
          strategy.tell({ hash, encoding, reward: null });
        }
      }
      expect(hashes.size).toBe(300);
    });

    it('a result told twice counts once', () => {
      const [once, twice] = [create(huge, 3), create(huge, 3)];
      for (const [strategy, times] of [[once, 1], [twice, 2]] as const) {
        for (const { hash, encoding } of strategy.ask(40)) {
          for (let time = 0; time < times; time += 1) strategy.tell({ hash, encoding, reward: Number(`0.${encoding[0]}${encoding[1]}`) });
        }
      }
      expect(twice.state()).toEqual(once.state());
      expect(twice.ask(40)).toEqual(once.ask(40));
    });

    it('a damaged state, or one of another strategy or space, is refused by name', () => {
      const space = huge;
      const strategy = create(space, 1);
      strategy.ask(5).forEach(({ hash, encoding }, index) => strategy.tell({ hash, encoding, reward: index }));
      const state = strategy.state() as Readonly<Record<string, JsonValue>>;
      const wrong: JsonValue[] = [null, 3, 'x', [], {}, { ...state, strategy: 'none' }, { ...state, version: 0 }, { ...state, extra: 1 }];
      for (const name of Object.keys(state)) {
        const { [name]: _, ...without } = state;
        wrong.push(without, { ...state, [name]: null }, { ...state, [name]: 'zz' }, { ...state, [name]: -1 });
      }
      for (const bad of wrong) {
        expect(() => create(space, 1, bad)).toThrow(expect.objectContaining({ code: 'STRATEGY_STATE_INVALID' }));
      }
      const other = decisionSpaceOf({ ...hugeSearchSpace(), classes: [2, 3] });
      expect(() => create(other, 1, state)).toThrow(expect.objectContaining({ code: 'STRATEGY_STATE_INVALID' }));
    });

    it('an unknown option is refused by name', () => {
      expect(() => definition.create({ space: huge, seed: 1, options: { noSuchOption: 1 } }))
        .toThrow(expect.objectContaining({ code: 'STRATEGY_OPTION_INVALID', message: expect.stringContaining('noSuchOption') as string }));
    });

    it('every default is an option that it takes, and no option is NaN', () => {
      const space = huge;
      expect(() => definition.create({ space, seed: 1, options: defaultsOf(definition.options) })).not.toThrow();
      for (const name of Object.keys(definition.options)) {
        expect(() => definition.create({ space, seed: 1, options: { [name]: Number.NaN } }))
          .toThrow(expect.objectContaining({ code: 'STRATEGY_OPTION_INVALID', message: expect.stringContaining(name) as string }));
      }
    });
  });
}
