import { describe, expect, it } from 'vitest';
import { BUDGET_FIELDS, optionField, SPACE, STRATEGY } from './form-fields.js';
import { issueOf, remaining } from './issues.js';

const [candidates] = BUDGET_FIELDS;
const issues = [
  { path: '/budget/candidates', message: 'found 0; expected an integer of at least 1' },
  { path: '/strategy/options/population', message: 'found 1; expected an integer of at least 2' },
];

describe('complaints of the API', () => {
  it('go to the field whose value they name', () => {
    expect(issueOf(candidates, issues)).toMatch(/^found 0/);
    expect(issueOf(optionField('strategy', 'population'), issues)).toMatch(/^found 1/);
    expect([issueOf(SPACE, issues), issueOf(STRATEGY, issues)]).toEqual([null, null]);
    expect(issueOf(SPACE, [{ path: '/space/stages/0/op', message: 'x' }])).toBe('x');
  });

  it('remain for the form where their field is not shown', () => {
    expect(remaining(issues, ['space', 'candidates'])).toEqual([issues[1]]);
    expect(remaining(issues, ['candidates', 'strategy.population', 'strategy'])).toEqual([]);
    expect(remaining([{ path: '', message: 'no' }], ['space'])).toHaveLength(1);
  });
});
