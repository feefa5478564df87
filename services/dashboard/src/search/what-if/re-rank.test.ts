import type { SearchPoints } from '@stride/contracts';
import { rescore, rewardOf, type Caps, type Objective, type RewardInput } from '@stride/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredPoints } from './measured-points.js';
import { presentRanks, reRank } from './re-rank.js';

const CLASSES = ['laptop', 'server', 'untimed'];
const S0: readonly number[] = [40, 10];
const REFERENCE_PARAMS = 20_000;
const MB = 1e6;

interface Candidate {
  readonly status: 'completed' | 'pruned' | 'running';
  readonly accuracy: number;
  readonly stepTimeMs: number;
  readonly params: number;
  readonly memory: number;
  readonly deviceClass: number;
}

const candidate: fc.Arbitrary<Candidate> = fc.record({
  status: fc.constantFrom('completed', 'completed', 'completed', 'pruned', 'running'),
  // Few accuracies, so that some rewards are equal.
  accuracy: fc.integer({ min: 1, max: 10 }).map((tenths) => tenths / 10),
  stepTimeMs: fc.constantFrom(5, 10, 20, 40, 80),
  params: fc.constantFrom(5000, 20_000, 80_000),
  memory: fc.integer({ min: 1, max: 100 }).map((mb) => mb * MB),
  deviceClass: fc.constantFrom(0, 1, 2),
});
const caps: fc.Arbitrary<Caps> = fc.record({
  params: fc.constantFrom(10_000, 50_000), stepTimeMs: fc.constantFrom(15, 50), memoryBytes: fc.integer({ min: 10, max: 90 }).map((mb) => mb * MB),
}, { requiredKeys: [] });
const weighing: fc.Arbitrary<Objective> = fc.oneof(
  fc.record({ kind: fc.constant('joint' as const), w: fc.double({ min: -2, max: 0, noNaN: true }), v: fc.double({ min: -2, max: 0, noNaN: true }) }),
  fc.record({ kind: fc.constant('absolute' as const), beta: fc.double({ min: -10, max: -0.01, noNaN: true }), target: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
  fc.constant({ kind: 'pareto' as const }),
);
const withCaps = fc.tuple(weighing, fc.option(caps)).map(([objective, limits]): Objective => (limits === null ? objective : { ...objective, caps: limits }));

function inputOf({ accuracy, stepTimeMs, params, memory, deviceClass }: Candidate): RewardInput {
  return { accuracy, stepTimeMs, referenceStepTimeMs: S0[deviceClass] ?? NaN, params, referenceParams: REFERENCE_PARAMS, peakMemoryBytes: memory };
}

/** What the API would tell of a search with these candidates. */
function told(candidates: readonly Candidate[], objective: Objective) {
  const rewarded = (one: Candidate) => (one.status === 'running' ? null : one.deviceClass === 2 ? 0.5 : rewardOf(objective, inputOf(one)));
  const columns = {
    number: candidates.map((_, index) => index + 1), status: candidates.map(({ status }) => status),
    reward: candidates.map(rewarded), accuracy: candidates.map(({ accuracy }) => accuracy),
    stepTimeMs: candidates.map(({ stepTimeMs }) => stepTimeMs), params: candidates.map(({ params }) => params),
    deviceClass: candidates.map(({ deviceClass }) => deviceClass),
  } as unknown as SearchPoints['columns'];
  const referenceStepTimes = S0.map((median, at) => ({ deviceClass: CLASSES[at] as string, stepTimeMs: { median, p10: median, p90: median, n: 20 } }));
  const search = { objective, referenceParams: REFERENCE_PARAMS, referenceStepTimes } as unknown as Parameters<typeof measuredPoints>[1];
  return measuredPoints({ columns, deviceClasses: CLASSES }, search);
}

const counting = (candidates: readonly Candidate[]) => candidates.flatMap((one, index) => (
  one.status === 'completed' && one.deviceClass !== 2 ? [{ ...one, number: index + 1 }] : []));

describe('ranking anew', () => {
  it('gives the order, rewards and ranks of core', () => {
    fc.assert(fc.property(fc.array(candidate, { maxLength: 40 }), withCaps, weighing, (candidates, present, asked) => {
      const other: Objective = present.caps === undefined ? asked : { ...asked, caps: present.caps };
      const measured = told(candidates, present);
      const { ranked } = rescore(counting(candidates).map((one) => ({ number: one.number, reward: rewardOf(present, inputOf(one)), input: inputOf(one) })), other);
      const found = reRank(measured, presentRanks(measured), other, 10);
      expect(found.map(({ number, rank, presentRank, withinCaps }) => ({ number, rank, presentRank, withinCaps })))
        .toEqual(ranked.slice(0, 10).map(({ candidate: { number }, rank, presentRank, withinCaps }) => ({ number, rank, presentRank, withinCaps })));
      found.forEach(({ reward }, index) => expect(reward).toBeCloseTo(ranked[index]?.reward as number, 9));
    }));
  });

  it('knows which candidates break a cap, that on memory included', () => {
    fc.assert(fc.property(fc.array(candidate, { maxLength: 20 }), withCaps, (candidates, objective) => {
      const rewards = counting(candidates).map((one) => rewardOf(objective, inputOf(one)));
      const measured = told(candidates, objective);
      expect(measured.rewards).toEqual(rewards);
      const { ranked } = rescore(counting(candidates).map((one, at) => ({ number: one.number, reward: rewards[at] as number, input: inputOf(one) })), objective);
      const within = new Map(ranked.map((entry) => [entry.candidate.number, entry.withinCaps]));
      expect(measured.withinCaps).toEqual(measured.numbers.map((number) => within.get(number)));
    }));
  });

  it('is nothing where nothing completed', () => {
    const measured = told([], { kind: 'pareto' });
    expect(reRank(measured, presentRanks(measured), { kind: 'joint', w: 0, v: 0 }, 10)).toEqual([]);
  });
});
