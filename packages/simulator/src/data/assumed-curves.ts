import { chanceOf, normal } from './chance.js';
import type { EvaluationData } from './evaluation-data.js';

/**
 * How far ranks on the way are off: at a share s of the training a reward deviates by DISORDER * (s^-1/2 - 1) standard
 * deviations of all rewards from what the end will show. That makes a rank correlation (Kendall) with the end of 0.61 after a
 * ninth and 0.84 after a third of the training.
 */
const DISORDER = 0.35;
/** How far rewards on the way are below the end: LAG * (s^-1/2 - 1) of what rewards are on average. */
const LAG = 0.1;
/** Points that tell how far rewards are apart. */
const SAMPLED = 200;

/**
 * Data that knows the ends of trainings alone, with assumed rewards on the way, so that schedulers have something to stop:
 * whatever they save on it is an assumption, too.
 */
export function withAssumedCurves(data: EvaluationData, evaluations: number): EvaluationData {
  const shares = Array.from({ length: evaluations }, (_, index) => (index + 1) / evaluations);
  const { mean, deviation: spread } = rewardsOf(data);
  return {
    ...data, shares,
    train(encoding, rng) {
      const training = data.train(encoding, rng);
      const last = training.rewards?.at(-1);
      if (last === undefined) return training;
      // One deviation that fades: a network that learns fast at first does so throughout the beginning.
      const deviation = DISORDER * spread * normal(rng);
      return { ...training, rewards: shares.map((share) => last + (share ** -0.5 - 1) * (deviation - LAG * Math.abs(mean))) };
    },
  };
}

function rewardsOf({ space, trueReward }: EvaluationData): { readonly mean: number; readonly deviation: number } {
  const rng = chanceOf(1, 'spread');
  const rewards = Array.from({ length: SAMPLED }, () => trueReward(space.encodingAt(rng.bigInteger(space.size)))).filter((reward) => reward !== null);
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  return { mean, deviation: Math.sqrt(rewards.reduce((sum, reward) => sum + (reward - mean) ** 2, 0) / rewards.length) };
}
