import { expect, it } from 'vitest';
import { plot } from './plot.js';
import { readable } from './readable.js';
import type { Benchmark, Result } from './results.js';

const mean = (value: number) => ({ mean: value, se: value / 10 });
const result = (strategy: string, workers: number, values: readonly [number, number]): Result => ({
  table: 'accel-nasbench surrogate top1', noise: 0, workers, strategy, seeds: 50, unit: 'points of top1', best: 68.65, cpuSeconds: mean(1), wallSeconds: mean(3600), workerSeconds: mean(7200),
  regret: { 50: mean(values[0]), 500: mean(values[1]) }, curve: { 50: mean(values[0]), 500: mean(values[1]) },
});
const BENCHMARK: Benchmark = {
  date: '2026-01-02T00:00:00.000Z', note: null, seeds: 50, budgets: [50, 500], marks: [50, 500], scheduler: null,
  machine: { cpu: 'CPU', cores: 2, memoryGB: 4, platform: 'linux x64', node: 'v20', loadBefore: 0, commit: 'abc' },
  results: [result('random', 1, [3, 2]), result('auto', 1, [1, 0]), result('random', 16, [3, 2.4]), result('auto', 16, [1.5, 0.5])],
};

it('says regret, its ratio to random search, the figures of others, and what many workers cost', () => {
  const text = readable(BENCHMARK, new Map([['accel-nasbench surrogate top1/0/1', 'plot.svg']]));
  expect(text).toMatch(/\| auto +\| 1\.000 ± 0\.100 \(0\.33\) +\| 0\.000 ± 0\.000 \(0\.00\) +\| 1\.00 +\| 2\.0 +\|/);
  expect(text).toMatch(/\| reference: local search +\| 1\.20 +\| 0\.07 +\|/);
  expect(text).toMatch(/\| accel-nasbench surrogate top1 \| no +\| random +\| 1\.00 \| 1\.20 \|/);
  expect(text).toMatch(/\| no +\| auto +\| 1\.50 \| - +\|/);
  expect(text.match(/plot\.svg/g)).toHaveLength(1);
});

it('draws every strategy, also one that has found the best', () => {
  const svg = plot(BENCHMARK.results.filter(({ workers }) => workers === 1));
  for (const text of ['random', 'auto', 'evaluations', 'regret (points of top1)']) expect(svg).toContain(text);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
