import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { duration, renderForecast, sparkline } from './simulate-report.js';
import type { Simulation } from './simulate-run.js';

const spread = (mean: number) => ({ mean, deviation: 1, least: mean - 1, most: mean + 1 });
const SIMULATION: Simulation = {
  data: { name: 'cells', kind: 'table', unit: 'points', noise: 0.2, trainSeconds: 600, notes: [] },
  strategy: 'random', scheduler: 'asha', candidates: 20, workers: 4, seeds: 3, assumptions: ['Something is assumed.'],
  forecast: {
    unit: 'points', wallSeconds: spread(7200), workerSeconds: spread(28_000), savedSeconds: spread(7000), utilization: spread(0.97),
    completed: spread(12), pruned: spread(7), failed: spread(1),
    milestones: [{ candidates: 10, wallSeconds: spread(3000), best: null }, { candidates: 15, wallSeconds: spread(5000), best: spread(61) }, { candidates: 20, wallSeconds: spread(7200), best: spread(64) }],
  },
};

it('says on a terminal that it is simulated, what it costs and what it finds', () => {
  const text = stripVTControlCharacters(renderForecast(SIMULATION, true));
  for (const part of [/^Simulated, nothing was trained: 20 candidates on 4 workers/, /wall time +2 h 0 min/, /saved by asha +117 min +20 % of/, /12 completed, 7 stopped early, 1 failed/, /^ +15 +83 min +61\.00 /m, /best so far +▁█/, /Something is assumed\./]) {
    expect(text).toMatch(part);
  }
});

it('gives fields between tabs where it is piped', () => {
  const lines = renderForecast(SIMULATION, false).trimEnd().split('\n').map((line) => line.split('\t'));
  expect(lines[0]).toEqual(['simulated', 'true']);
  expect(lines).toContainEqual(['wall_seconds', '7200', '1', '7199', '7201']);
  expect(lines.at(-1)).toEqual(['best', '20', '7200', '64', '1', '63', '65']);
  expect(lines.at(-3)).toEqual(['best', '10', '3000', '', '', '', '']);
});

it('draws a line of bars from the lowest value to the highest', () => {
  expect(sparkline([1, 2, 3, 8])).toBe('▁▂▃█');
  expect(sparkline([5, 5])).toBe('██');
  expect(sparkline([])).toBe('');
});

it.each([[90, '90 s'], [600, '10 min'], [3 * 3600 + 120, '3 h 2 min'], [3 * 86_400 + 7200, '3 d 2 h'], [4 * 86_400 - 60, '4 d 0 h']])('says %d s as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
