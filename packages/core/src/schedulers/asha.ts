import { readOptions } from '../strategies/options.js';
import { rewardsAtRung } from './arrivals.js';
import type { RungArrival, SchedulerDefinition, SchedulerVerdict } from './scheduler.js';

const OPTIONS = {
  eta: { default: 3, minimum: 2, maximum: 16, integer: false, description: 'Of eta candidates at a rung one goes on; each rung comes eta times later than the one before' },
  graceEvaluations: { default: 1, minimum: 1, maximum: 1000, integer: true, description: 'Evaluations until the first rung' },
} as const;

/**
 * Asynchronous successive halving in the variant that stops and never pauses: whoever reaches a rung is compared with all that
 * were there before, and goes on when it is among the best 1/eta of them.
 * Source: Li et al. 2020, A System for Massively Parallel Hyperparameter Tuning (arXiv 1810.05934); stopping as in Ray Tune and
 * Syne Tune.
 */
export const ashaScheduler: SchedulerDefinition = {
  name: 'asha',
  description: 'Successive halving: stops at each rung what is not among the best 1/eta that have come so far',
  options: OPTIONS,
  create(given) {
    const { eta, graceEvaluations } = readOptions({ kind: 'Scheduler', name: 'asha' }, OPTIONS, given);
    return {
      rungs: (evaluations) => ladder(graceEvaluations, eta, evaluations),
      verdict: (arrival) => verdict(arrival, eta),
    };
  },
};

/** grace * eta^k below the last evaluation. */
function ladder(grace: number, eta: number, evaluations: number): number[] {
  const rungs: number[] = [];
  for (let rung = grace; Math.round(rung) < evaluations; rung *= eta) rungs.push(Math.round(rung));
  return rungs;
}

/**
 * Fewer than eta at a rung all go on, as in Syne Tune: of one or two there is no best third, and what is stopped then is stopped
 * by the order of arrival. With eta or more, ceil(n/eta) are the best, which is the cutoff at the quantile 1 - 1/eta of both
 * implementations; equals share a rank, so that none of them depends on who came first.
 */
function verdict(arrival: RungArrival, eta: number): SchedulerVerdict {
  const { own, others } = rewardsAtRung(arrival);
  const there = others.length + 1;
  if (own === null || there < eta) return 'continue';
  const better = others.filter((reward) => reward > own).length;
  return better < Math.ceil(there / eta) ? 'continue' : 'stop';
}
