import { expect, it } from 'vitest';
import type { Outcome } from './one-search.js';
import { meanOf, resultsOf, type Group } from './results.js';

const outcome = (picked: readonly (number | null)[], best: number, worst: number): Outcome => ({ picked, best, worst, cpuSeconds: 1, wallSeconds: 10, workerSeconds: 20 });
const group = (name: string, outcomes: readonly Outcome[], known = 10): Group => ({
  scenario: { source: { kind: 'table', file: 'a.json' }, workers: 1 }, about: { name: 'a', noise: 0, unit: 'points', best: known },
  strategy: { label: name, name, options: {} }, outcomes,
});

it('measures regret from the best value known, or from a better one that a search came by', () => {
  const groups = [group('random', [outcome([4, 6], 7, 1), outcome([6, 8], 8, 2)]), group('evolution', [outcome([9, 12], 12, 3)])];
  const [random, evolution] = resultsOf(groups, [5, 10], [10]);
  expect(random).toMatchObject({ table: 'a', strategy: 'random', seeds: 2, best: 12, regret: { 10: { mean: 5, se: 1 } }, curve: { 5: { mean: 7, se: 1 }, 10: { mean: 5, se: 1 } } });
  expect(Object.keys(random?.regret ?? {})).toEqual(['10']);
  expect(evolution?.curve).toEqual({ 5: { mean: 3, se: 0 }, 10: { mean: 0, se: 0 } });
});

it('counts a search without a winner as if it had taken the worst of all', () => {
  expect(resultsOf([group('random', [outcome([null, 9], 9, 2)])], [5, 10], [5])[0]?.regret).toEqual({ 5: { mean: 8, se: 0 } });
});

it('gives the standard error of a mean', () => {
  expect(meanOf([1, 2, 3, 4])).toEqual({ mean: 2.5, se: Math.sqrt(5 / 3 / 4) });
});
