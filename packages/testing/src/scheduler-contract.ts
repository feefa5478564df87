import fc from 'fast-check';
import { defaultsOf, type RungArrival, type SchedulerDefinition } from '@stride/core';
import { describe, expect, it } from 'vitest';

/** Few values, so that ties are common, and any other number. */
const reward = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: -2, max: 2, noNaN: true }));
const history = (evaluation: number) => fc.array(reward, { minLength: evaluation, maxLength: evaluation });
const othersAt = (evaluation: number) => fc.array(history(evaluation), { maxLength: 12 });
const evaluations = fc.integer({ min: 1, max: 12 });
const arrivals: fc.Arbitrary<RungArrival> = evaluations.chain((evaluation) => (
  fc.record({ evaluation: fc.constant(evaluation), own: history(evaluation), others: othersAt(evaluation) })));
/** An arrival, and another candidate's that is as good or better at every evaluation. */
const pairs = arrivals.chain((arrival) => fc.record({
  worse: fc.constant(arrival),
  gains: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: arrival.evaluation, maxLength: arrival.evaluation }),
}).map(({ worse, gains }) => ({ worse, better: { ...worse, own: worse.own.map((value, index) => value + (gains[index] ?? 0)) } })));

const last = (rewards: readonly number[]): number => rewards.at(-1) ?? Number.NaN;

/** What every scheduler promises, as tests. `variants` are further option sets to run everything with. */
export function describeSchedulerContract(
  definition: SchedulerDefinition, variants: readonly Readonly<Record<string, number>>[] = [],
): void {
  describe.each([{}, ...variants])(`scheduler ${definition.name} %j keeps the contract:`, (options) => {
    const scheduler = definition.create(options);

    it('rungs ascend within the training, and there is none at its end', () => {
      fc.assert(fc.property(fc.integer({ min: 1, max: 2000 }), (count) => {
        const rungs = scheduler.rungs(count);
        expect(rungs).toEqual([...new Set(rungs)].toSorted((a, b) => a - b));
        for (const rung of rungs) expect(Number.isInteger(rung) && rung >= 1 && rung < count).toBe(true);
      }));
    });

    it('a longer training has the rungs of a shorter one, and perhaps more', () => {
      fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 300 }), (count, more) => {
        const rungs = scheduler.rungs(count);
        expect(scheduler.rungs(count + more).slice(0, rungs.length)).toEqual(rungs);
      }));
    });

    it('whoever is first goes on', () => {
      fc.assert(fc.property(arrivals, (arrival) => {
        expect(scheduler.verdict({ ...arrival, others: [] })).toBe('continue');
      }));
    });

    it('the best of all at a rung goes on, and so does who is as good', () => {
      fc.assert(fc.property(arrivals, (arrival) => {
        const best = Math.max(last(arrival.own), ...arrival.others.map(last));
        expect(scheduler.verdict({ ...arrival, own: [...arrival.own.slice(0, -1), best] })).toBe('continue');
      }));
    });

    it('the better of two goes on where the worse one does', () => {
      fc.assert(fc.property(pairs, ({ worse, better }) => {
        if (scheduler.verdict(worse) === 'continue') expect(scheduler.verdict(better)).toBe('continue');
      }), { numRuns: 500 });
    });

    it('not all of those that are there are stopped', () => {
      fc.assert(fc.property(evaluations.chain((evaluation) => fc.tuple(fc.constant(evaluation), fc.array(history(evaluation), { minLength: 1, maxLength: 12 }))), ([evaluation, all]) => {
        const verdicts = all.map((own, index) => scheduler.verdict({ evaluation, own, others: all.toSpliced(index, 1) }));
        expect(verdicts).toContain('continue');
      }));
    });

    it('a verdict depends on the arrival alone: not on the order of the others, nor on verdicts before', () => {
      fc.assert(fc.property(arrivals, fc.array(arrivals, { maxLength: 3 }), (arrival, before) => {
        const verdict = definition.create(options).verdict(arrival);
        for (const earlier of before) scheduler.verdict(earlier);
        expect(scheduler.verdict({ ...arrival, others: arrival.others.toReversed() })).toBe(verdict);
      }));
    });

    it('others without a number count as nobody, and who has none is not judged', () => {
      fc.assert(fc.property(arrivals, fc.integer({ min: 1, max: 5 }), (arrival, count) => {
        const blank = Array.from({ length: count }, () => arrival.own.map(() => Number.NaN));
        expect(scheduler.verdict({ ...arrival, others: [...arrival.others, ...blank] })).toBe(scheduler.verdict(arrival));
        expect(scheduler.verdict({ ...arrival, own: arrival.own.map(() => Number.NaN) })).toBe('continue');
      }));
    });

    it('infinite rewards have a place in the order like any other', () => {
      fc.assert(fc.property(arrivals, (arrival) => {
        const up = (rewards: readonly number[], to: number) => [...rewards.slice(0, -1), to];
        expect(scheduler.verdict({ ...arrival, own: up(arrival.own, Infinity) })).toBe('continue');
        expect(['continue', 'stop']).toContain(scheduler.verdict({ ...arrival, others: arrival.others.map((other) => up(other, -Infinity)) }));
      }));
    });

    it('an unknown option is refused by name', () => {
      expect(() => definition.create({ noSuchOption: 1 }))
        .toThrow(expect.objectContaining({ code: 'SCHEDULER_OPTION_INVALID', message: expect.stringContaining('noSuchOption') as string }));
    });

    it('every default is an option that it takes, and what is no number or out of range is none', () => {
      expect(() => definition.create(defaultsOf(definition.options))).not.toThrow();
      for (const [name, { minimum, maximum }] of Object.entries(definition.options)) {
        for (const value of [Number.NaN, Infinity, minimum - 1, maximum + 1]) {
          expect(() => definition.create({ [name]: value }))
            .toThrow(expect.objectContaining({ code: 'SCHEDULER_OPTION_INVALID', message: expect.stringContaining(name) as string }));
        }
      }
    });
  });
}
