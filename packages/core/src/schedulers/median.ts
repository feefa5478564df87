import { median } from '../statistics/median.js';
import { readOptions } from '../strategies/options.js';
import { rewardsAtRung } from './arrivals.js';
import type { RungArrival, SchedulerDefinition, SchedulerVerdict } from './scheduler.js';

const OPTIONS = {
  graceEvaluations: { default: 1, minimum: 1, maximum: 1000, integer: true, description: 'Evaluations until the first rung; every one after it is a rung, too' },
  minimumOthers: { default: 3, minimum: 1, maximum: 10_000, integer: true, description: 'Other candidates that must have come this far before one is stopped' },
} as const;

/**
 * The median stopping rule: a candidate whose best reward so far is below the median of the others' averages up to here is not
 * expected to catch up. Source: Golovin et al. 2017, Google Vizier, section 3.2.2; the minimum of others as in Ray Tune.
 */
export const medianScheduler: SchedulerDefinition = {
  name: 'median',
  description: 'Stops a candidate whose best reward so far is below the median of the running averages of the others',
  options: OPTIONS,
  create(given) {
    const { graceEvaluations, minimumOthers } = readOptions({ kind: 'Scheduler', name: 'median' }, OPTIONS, given);
    return {
      rungs: (evaluations) => Array.from({ length: Math.max(0, evaluations - graceEvaluations) }, (_, index) => graceEvaluations + index),
      verdict: (arrival) => verdict(arrival, minimumOthers),
    };
  },
};

/** Where rewards fall again the averages of the others may be above whatever is reached now; the best at a rung goes on all the same. */
function verdict(arrival: RungArrival, minimumOthers: number): SchedulerVerdict {
  const { own, others } = rewardsAtRung(arrival);
  if (own === null || others.length < minimumOthers || others.every((reward) => own >= reward)) return 'continue';
  const best = Math.max(...numbers(arrival.own));
  return best < median(arrival.others.map(numbers).filter(({ length }) => length > 0).map(average)) ? 'stop' : 'continue';
}

function numbers(rewards: readonly number[]): number[] {
  return rewards.filter((reward) => !Number.isNaN(reward));
}

function average(rewards: readonly number[]): number {
  return rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
}
