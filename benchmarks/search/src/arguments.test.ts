import { STRATEGIES } from '@stride/core';
import { expect, it } from 'vitest';
import { readOptions } from './arguments.js';

it('asks for everything unless told', () => {
  expect(readOptions([])).toMatchObject({ seeds: 50, budgets: [50, 100, 200, 500], workers: [1, 16], tables: [], stored: false, json: false });
  expect(readOptions([]).strategies.map(({ name }) => name)).toEqual(STRATEGIES.map(({ name }) => name));
});

it('reads what is said', () => {
  expect(readOptions(['--strategies', 'random,evolution:populationSize=20:sampleSize=5', '--budgets', '100,50,50', '--workers', '4', '--table', 'a', '--table', 'b', '--store', '--json']))
    .toMatchObject({
      strategies: [{ label: 'random', name: 'random', options: {} }, { label: 'evolution:populationSize=20:sampleSize=5', name: 'evolution', options: { populationSize: 20, sampleSize: 5 } }],
      budgets: [50, 100], workers: [4], tables: ['a', 'b'], stored: true, json: true,
    });
});

it.each([
  [['--seeds', '0']], [['--budgets', '50,x']], [['--workers', '1.5']], [['--strategies', 'nobody']], [['--strategies', 'evolution:x']], [['--size', '3']], [['more']],
])('refuses %j', (args) => {
  expect(() => readOptions(args)).toThrow();
});
