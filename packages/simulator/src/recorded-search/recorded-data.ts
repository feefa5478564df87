import { StrideError, type DecisionSpace } from '@stride/core';
import { chanceOf, normal } from '../data/chance.js';
import type { EvaluationData } from '../data/evaluation-data.js';
import { Estimator } from './estimator.js';
import type { RecordedCandidate, RecordedSearch } from './recorded-search.js';

/** Fewer completed candidates than this are no ground for an estimate. */
const FEWEST_COMPLETED = 8;

/**
 * Trainings like those of a search that was really run. A network that it trained gives what it gave then, give or take the
 * noise of a training. Of others the reward is drawn from what the recorded ones make likely: `world` decides, and each is
 * one of the ways in which it may be. Durations are estimated likewise, curves and failures are those of recorded candidates.
 * @throws StrideError CONFIG_INVALID when too few candidates completed
 */
export function recordedWorlds(space: DecisionSpace, search: RecordedSearch): (world: number) => EvaluationData {
  const completed = search.candidates.filter((candidate): candidate is Completed => candidate.reward !== null);
  if (completed.length < FEWEST_COMPLETED) {
    throw new StrideError('CONFIG_INVALID', `Search ${search.name} has ${completed.length} completed candidates; it takes ${FEWEST_COMPLETED} to estimate what others would come to.`);
  }
  const timed = completed.flatMap(({ encoding, seconds }) => (seconds === null || seconds <= 0 ? [] : [{ encoding, value: Math.log(seconds) }]));
  const rewards = new Estimator(space.decisions, completed.map(({ encoding, reward }) => ({ encoding, value: reward })));
  const durations = timed.length === 0 ? null : new Estimator(space.decisions, timed);
  const byHash = new Map(search.candidates.map((candidate) => [candidate.hash, candidate]));
  const curves = curvesOf(completed);
  const failureShare = 1 - completed.length / search.candidates.length;

  return (world) => {
    const failed = (hash: string) => chanceOf(world, 'recorded failure', hash).next() < failureShare;
    const trueReward = (encoding: readonly number[]): number | null => {
      const hash = space.hashOf(encoding) ?? '';
      const recorded = byHash.get(hash);
      if (recorded === undefined ? failed(hash) : recorded.reward === null) return null;
      const { mean, deviation } = rewards.predict(encoding);
      return mean + deviation * normal(chanceOf(world, 'recorded reward', hash));
    };
    return {
      name: search.name, space, unit: 'as the search rewarded', noise: rewards.noise, best: Math.max(...completed.map(({ reward }) => reward)),
      shares: Array.from({ length: curves.evaluations }, (_, index) => (index + 1) / curves.evaluations),
      trueReward,
      train(encoding, rng) {
        const truth = trueReward(encoding);
        const seconds = durations === null ? null : Math.exp(durations.predict(encoding).mean + durations.noise * normal(rng));
        const reward = truth === null ? null : truth + rewards.noise * normal(rng);
        const curve = curves.all[rng.integer(curves.all.length)] as readonly number[];
        return { rewards: reward === null ? null : curve.map((share) => share * reward), seconds };
      },
    };
  };
}

type Completed = RecordedCandidate & { readonly reward: number };

/** Curves of as many evaluations as most have; where none were recorded, the end alone. */
function curvesOf(completed: readonly Completed[]): { readonly evaluations: number; readonly all: readonly (readonly number[])[] } {
  const counts = completed.map(({ curve }) => curve.length).filter((count) => count > 0).sort((a, b) => a - b);
  const evaluations = counts[counts.length >> 1];
  if (evaluations === undefined) return { evaluations: 1, all: [[1]] };
  return { evaluations, all: completed.map(({ curve }) => curve).filter(({ length }) => length === evaluations) };
}
