import type { CreateSearch, SearchDetail } from '@stride/contracts';
import { defaultsOf, MOST_EVALUATIONS, schedulerNamed, StrideError, type ProxyTask, type Scheduler } from '@stride/core';
import { within } from './within.js';

/**
 * The scheduler with all its options; without one every candidate is trained to the end.
 * @throws StrideError SCHEDULER_UNKNOWN | SCHEDULER_OPTION_INVALID, also where a training is over before its first rung
 */
export function resolveScheduler({ evaluations }: ProxyTask, request: CreateSearch['scheduler']): SearchDetail['scheduler'] | undefined {
  if (request === undefined) return undefined;
  const definition = within('/scheduler/name', () => schedulerNamed(request.name));
  const options = { ...defaultsOf(definition.options), ...request.options };
  const scheduler = within('/scheduler/options', () => definition.create(options));
  const least = fewestEvaluations(scheduler);
  if (least !== null && evaluations < least) {
    throw new StrideError('SCHEDULER_OPTION_INVALID',
      `scheduler ${definition.name} could stop nothing: its first rung with these options is after evaluation ${least - 1}, and a training is over `
      + `after ${evaluations}; ask for at least ${least} evaluations`,
      { issues: [{ path: '/proxyTask/evaluations', message: `found ${evaluations}; expected at least ${least}` }] });
  }
  return { name: definition.name, options };
}

/** Of a training with a rung; null: there is none in any. */
function fewestEvaluations(scheduler: Scheduler): number | null {
  for (let evaluations = 1; evaluations <= MOST_EVALUATIONS + 1; evaluations++) {
    if (scheduler.rungs(evaluations).length > 0) return evaluations;
  }
  return null;
}
