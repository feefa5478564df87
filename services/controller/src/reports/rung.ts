import type { ReportOf, Verdict } from '@stride/contracts';
import { keepsWithin, schedulerNamed, type Scheduler } from '@stride/core';
import { recordTiming, rungRewards, type CandidateAttempt, type Transaction } from '@stride/storage';

/**
 * Whether there is anything that could end its training early: rungs, or a cap that is known once it is timed. The reference is
 * what all others are measured by, so it is always trained to the end.
 */
export function mayBePruned(attempt: CandidateAttempt): boolean {
  const { role, evaluations, objective: { caps } } = attempt;
  const isCapped = caps?.stepTimeMs !== undefined || caps?.memoryBytes !== undefined;
  return role === 'candidate' && evaluations > 1 && (isCapped || schedulerOf(attempt).rungs(evaluations).length > 0);
}

function schedulerOf({ scheduler }: CandidateAttempt): Scheduler {
  return schedulerNamed(scheduler.name).create(scheduler.options);
}

/**
 * A candidate was evaluated. Over a cap it cannot win, whatever it comes to, and its reward is what it is already; otherwise at a
 * rung its search's scheduler says whether it goes on. What it is compared with is read in the
 * transaction of the report, so a controller that dies takes nothing with it, and a report that comes again, or another attempt at
 * the same rung, is judged anew. Rewards that do not compare yet are no reason to stop.
 */
export async function judged(tx: Transaction, attempt: CandidateAttempt, { point, rung }: ReportOf<'evaluated'>): Promise<Verdict> {
  if (rung === undefined) return 'continue';
  await recordTiming(tx, attempt.id, rung);
  if (!mayBePruned(attempt) || rung.evaluation >= attempt.evaluations) return 'continue';
  if (!keepsWithin(attempt.objective.caps, { ...rung, params: attempt.params })) return 'prune';
  const scheduler = schedulerOf(attempt);
  if (!scheduler.rungs(attempt.evaluations).includes(rung.evaluation)) return 'continue';
  const rewards = await rungRewards(tx, attempt, point.step);
  if (rewards === null) return 'continue';
  return scheduler.verdict({ evaluation: rung.evaluation, ...rewards }) === 'stop' ? 'prune' : 'continue';
}
