import { createRng } from '../random/rng.js';
import type { Decision } from '../search-space/encoding.js';
import { RewardModel, untaughtModel, type Told } from './predictor/reward-model.js';

/** The result that is expected to be the best one, the luck of single trainings averaged out. */
export interface Leader {
  /** Its place among the results. */
  readonly place: number;
  /** What is believed of its reward, where there were enough results to believe anything; its own reward otherwise. */
  readonly estimate: number;
}

/** Fewer rewards than this say nothing about each other. */
const FEWEST = 8;
/** Results that the belief is about: the best, and others to tell them from. */
const MEMORY = 256;

/**
 * Chooses by posterior mean: a network whose likes did well, too, is a better bet than the luckiest run. Where results have
 * no noise the posterior nearly goes through them, and the choice is the best reward or one hardly below. Gives the same for
 * the same results.
 * @param results in the order in which they finished; null where nothing has a reward
 */
export function chooseLeader(decisions: readonly Decision[], results: readonly Told[]): Leader | null {
  const rewarded = results.flatMap(({ reward }, place) => (reward === null ? [] : [{ place, reward }]));
  const luckiest = rewarded.reduce<{ place: number; reward: number } | null>((best, each) => (best === null || each.reward > best.reward ? each : best), null);
  if (luckiest === null) return null;
  if (rewarded.length < FEWEST || decisions.length === 0) return { place: luckiest.place, estimate: luckiest.reward };
  const model = new RewardModel(decisions, MEMORY, untaughtModel(decisions.length));
  model.learn(results, createRng(0));
  const { process, places, rewardAt } = model.belief(results);
  const means = process.means();
  let best = -1;
  places.forEach((place, index) => {
    if (results[place]?.reward !== null && (best < 0 || (means[index] as number) > (means[best] as number))) best = index;
  });
  return { place: places[best] as number, estimate: rewardAt(means[best] as number) };
}
