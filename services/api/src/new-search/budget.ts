import type { Budget } from '@stride/contracts';
import { countArchitectures, StrideError, type CapsSurvey, type SearchSpace } from '@stride/core';
import { defaultBudget } from '../defaults.js';

/**
 * @param survey of the networks that keep within the caps; null: all do
 * @throws StrideError BUDGET_IMPOSSIBLE when there are fewer networks than candidates
 */
export function resolveBudget(space: SearchSpace, survey: CapsSurvey | null, given: Partial<Budget>): Budget {
  const size = survey?.isWhole ? BigInt(survey.within) : countArchitectures(space);
  const budget = defaultBudget(size, given);
  if (BigInt(budget.candidates) <= size) return budget;
  const within = survey?.isWhole ? ' within the caps' : '';
  throw new StrideError('BUDGET_IMPOSSIBLE',
    `the budget asks for ${budget.candidates} candidates, but the space ${space.name} holds ${size} different `
    + `architectures${within} and none is tried twice; ask for ${size} at most`,
    { issues: [{ path: '/budget/candidates', message: `found ${budget.candidates}; expected at most ${size}` }] });
}
