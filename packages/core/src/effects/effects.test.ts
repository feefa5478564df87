import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../random/rng.js';
import type { Decision } from '../search-space/encoding.js';
import { effectsOf, resultsNeeded, type Effects } from './effects.js';
import { tQuantile } from './t-quantile.js';

const decision = (path: string, count: number): Decision => ({ path, choices: Array.from({ length: count }, (_, choice) => choice) }) as unknown as Decision;
const DECISIONS = [decision('/a', 3), decision('/b', 2), decision('/c', 4)];
const TRUTH = [[-1, 0, 1], [-0.5, 0.5], [0, 0, 0, 0]];

/** Results of an additive world, choices drawn unevenly and not independently of each other. */
function world(count: number, seed: number, noise: number) {
  const rng = createRng(seed);
  const encodings = Array.from({ length: count }, () => {
    const a = rng.integer(3);
    return [a, rng.next() < 0.8 ? Math.min(a, 1) : rng.integer(2), rng.integer(4)];
  });
  const values = encodings.map((encoding) => encoding.reduce((sum, choice, at) => sum + (TRUTH[at]?.[choice] ?? 0), 10) + noise * (rng.next() - 0.5));
  return { encodings, values };
}

function effects(encodings: readonly (readonly number[])[], values: readonly number[], decisions = DECISIONS): Effects {
  const found = effectsOf(decisions, encodings, values);
  if (found === null) throw new Error('too few results');
  return found;
}

const shapeOf = ({ decisions }: Effects) => decisions.map(({ choices }) => choices.map(({ effect }) => effect));

describe('effects of decisions', () => {
  it('are those of an additive world, though choices go together', () => {
    const { encodings, values } = world(4000, 1, 0.1);
    const found = effects(encodings, values);
    shapeOf(found).forEach((decided, at) => decided.forEach((effect, choice) => expect(effect).toBeCloseTo(TRUTH[at]?.[choice] ?? NaN, 1)));
    // Plain means are not: a high `a` comes with a high `b`.
    const means = found.decisions[1]?.choices.map(({ mean }) => mean ?? NaN) ?? [];
    expect((means[1] ?? 0) - (means[0] ?? 0)).toBeGreaterThan(1.5);
    const [a, b, c] = found.decisions.map(({ importance }) => importance) as [number, number, number];
    // 2/3, 1/4 and 0 of variance.
    expect(a / b).toBeCloseTo(2 / 3 / 0.25, 1);
    expect(c).toBeLessThan(0.001);
  });

  it('have errors that cover the truth about as often as they say', () => {
    let covered = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      const { encodings, values } = world(200, seed, 2);
      const { decisions, halfWidth } = effects(encodings, values);
      const { effect, error } = decisions[1]?.choices[1] ?? {};
      if (Math.abs((effect ?? NaN) - 0.5) < halfWidth * (error ?? NaN)) covered += 1;
    }
    expect(covered).toBeGreaterThan(85);
  });

  const worlds = fc.record({ count: fc.integer({ min: 30, max: 120 }), seed: fc.nat(10_000), noise: fc.double({ min: 0, max: 3, noNaN: true }) });

  it('have shares that add up to all of the variance', () => fc.assert(fc.property(worlds, ({ count, seed, noise }) => {
    const { encodings, values } = world(count, seed, noise);
    const { decisions, unexplained } = effects(encodings, values);
    for (const { importance } of decisions) expect(importance).toBeGreaterThanOrEqual(0);
    expect(decisions.reduce((sum, { importance }) => sum + importance, unexplained)).toBeCloseTo(1, 9);
  })));

  it('do not depend on the order of results, on a constant, or on what a choice is called', () => fc.assert(fc.property(worlds, fc.double({ min: -100, max: 100, noNaN: true }), ({ count, seed, noise }, shift) => {
    const { encodings, values } = world(count, seed, noise);
    const plain = effects(encodings, values);
    const backwards = effects(encodings.toReversed(), values.toReversed());
    const shifted = effects(encodings, values.map((value) => value + shift));
    const renamed = effects(encodings.map(([a, ...rest]) => [2 - (a as number), ...rest]), values);
    const close = (one: Effects, other: readonly (readonly (number | null)[])[]) => shapeOf(one).flat().forEach((effect, at) => expect(effect).toBeCloseTo(other.flat()[at] ?? NaN, 6));
    close(backwards, shapeOf(plain));
    close(shifted, shapeOf(plain));
    close(renamed, [(shapeOf(plain)[0] ?? []).toReversed(), ...shapeOf(plain).slice(1)]);
  })));

  it('grow with the values', () => fc.assert(fc.property(worlds, ({ count, seed, noise }) => {
    const { encodings, values } = world(count, seed, noise);
    const [one, two] = [effects(encodings, values), effects(encodings, values.map((value) => 2 * value))];
    shapeOf(two).flat().forEach((effect, at) => expect(effect).toBeCloseTo(2 * (shapeOf(one).flat()[at] ?? NaN), 6));
    expect(two.unexplained).toBeCloseTo(one.unexplained, 9);
  })));

  it('say nothing of a choice that was never made, and leave out what has no value', () => {
    const { encodings, values } = world(100, 3, 1);
    const wider = effects(encodings, values, [DECISIONS[0] as Decision, DECISIONS[1] as Decision, decision('/c', 5)]);
    expect(wider.decisions[2]?.choices[4]).toEqual({ choice: 4, n: 0, mean: null, effect: null, error: null });
    expect(effects([...encodings, [0, 0, 0], []], [...values, Number.NaN, 5]).n).toBe(100);
  });

  it('are none of values that are all alike, and not told of too few results', () => {
    const { encodings } = world(50, 4, 1);
    const flat = effects(encodings, encodings.map(() => 3));
    expect(flat.decisions.map(({ importance }) => importance)).toEqual([0, 0, 0]);
    expect(flat.unexplained).toBe(0);
    expect(effectsOf(DECISIONS, encodings.slice(0, 5), [1, 2, 3, 4, 5])).toBeNull();
    expect(effectsOf(DECISIONS, [], [])).toBeNull();
    const enough = world(200, 5, 1);
    const needed = resultsNeeded(DECISIONS);
    expect(effectsOf(DECISIONS, enough.encodings, enough.values)).not.toBeNull();
    expect(effectsOf(DECISIONS, enough.encodings.slice(0, needed - 4), enough.values)).toBeNull();
  });
});

describe('the width of an interval', () => {
  it.each([[2, 4.303], [4, 2.776], [10, 2.228], [30, 2.042], [1e9, 1.96]])('is that of Student\'s t at %d degrees of freedom', (freedom, quantile) => {
    expect(Math.abs(tQuantile(freedom) / quantile - 1)).toBeLessThan(freedom < 4 ? 0.04 : 0.005);
  });
});
