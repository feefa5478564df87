import { expect, it } from 'vitest';
import { readOptions } from './arguments.js';
import { FULL, QUICK } from './plan.js';

it('chooses the plan by the device and stores, unless told otherwise', () => {
  expect(readOptions([])).toMatchObject({ plan: null, json: false, note: null, resultsFolder: expect.stringMatching(/benchmarks[\\/]results$/) });
  expect(readOptions(['--plan', 'full', '--json', '--note', 'quiet'])).toMatchObject({ plan: FULL, json: true, note: 'quiet' });
});

it('stores no quick run, unless it is told where', () => {
  expect(readOptions(['--quick'])).toMatchObject({ plan: QUICK, resultsFolder: null });
  expect(readOptions(['--quick', '--out', '/somewhere']).resultsFolder).toBe('/somewhere');
});

it.each([
  [['--plan', 'huge'], '--plan huge: there is small, full'], [['--plan', 'toString'], 'there is small, full'],
  [['--quick', '--plan', 'small'], 'leave out --plan'], [['--fast'], '--fast'],
])('%j is refused with what is wrong', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
