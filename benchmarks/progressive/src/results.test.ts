import { describe, expect, it } from 'vitest';
import type { RunResult } from './measure.js';
import { plot } from './plot.js';
import { readable } from './readable.js';
import { spreadOf, summaryOf, type Results } from './results.js';

const run = (variant: string, seed: number, testAccuracy: number, cpuSeconds: number): RunResult => ({
  variant, seed, testAccuracy, cpuSeconds, testLoss: 0.25, wallSeconds: 2 * cpuSeconds,
  curve: [{ epoch: 1, validationAccuracy: testAccuracy, cpuSeconds, wallSeconds: 2 * cpuSeconds }],
});
const RUNS = [run('a', 1, 0.9, 100), run('b', 1, 0.91, 60), run('a', 2, 0.92, 110), run('b', 2, 0.9, 66)];

describe('the summary', () => {
  it('has the mean and the extremes of every variant, in the order in which they ran', () => {
    const [a, b] = summaryOf(RUNS);
    expect([a?.variant, b?.variant]).toEqual(['a', 'b']);
    expect(a).toMatchObject({ seeds: 2, cpuSeconds: { mean: 105, min: 100, max: 110 }, wallSeconds: { mean: 210 }, gain: null, cpuShare: 1 });
    expect(b?.testAccuracy).toEqual({ mean: expect.closeTo(0.905, 9) as number, min: 0.9, max: 0.91 });
    expect(b?.cpuShare).toBeCloseTo(63 / 105, 9);
  });

  it('compares runs of the same seed', () => {
    const gain = summaryOf(RUNS)[1]?.gain;
    expect([gain?.mean, gain?.min, gain?.max]).toEqual([-0.005, -0.02, 0.01].map((value) => expect.closeTo(value, 9) as number));
    expect(summaryOf([run('a', 1, 0.9, 1), run('b', 2, 0.9, 1)])[1]?.gain).toBeNull();
  });

  it('has the spread of one value', () => {
    expect(spreadOf([3])).toEqual({ mean: 3, min: 3, max: 3 });
  });
});

it('reads as Markdown, with every run', () => {
  const results: Results = {
    date: '2026-01-02T03:04:05.000Z', note: 'alone', dataset: 'tiny', network: 'net', parameters: 34_134, epochs: 2, steps: 1564, task: { dropout: 0.1 },
    machine: { device: { backend: 'wasm', vendor: 'v', name: 'CPU', driver: 'd', threads: 1 }, cores: 2, memoryGB: 4, platform: 'linux x64', node: 'v20', loadBefore: 0 },
    schedules: { a: { kind: 'none' } }, runs: RUNS,
  };
  const text = readable(results, 'x.svg');
  expect(text).toContain('# Progressive learning, 2026-01-02');
  expect(text).toContain('Note: alone');
  expect(text).toMatch(/\| b +\| 2 +\| 90\.50 \(90\.00 to 91\.00\) +\| -0\.50 \(-2\.00 to 1\.00\) +\| 63 \(60 to 66\) +\| 60 % +\| 126 \(120 to 132\) +\|/);
  expect(text).toMatch(/\| a +\| 2 +\| 92\.00 +\| 0\.2500 +\| 110 +\| 220 +\|/);
  expect(text).toContain('](x.svg)');
  expect(readable({ ...results, note: null })).not.toContain('Note');
});

it('draws every variant', () => {
  const svg = plot({
    date: '2026-01-02', note: null, dataset: 'tiny', network: 'net', parameters: 34_134, epochs: 2, steps: 1564, task: {}, schedules: {}, runs: RUNS,
    machine: { device: { backend: 'wasm', vendor: 'v', name: 'CPU', driver: 'd', threads: 1 }, cores: 2, memoryGB: 4, platform: 'linux x64', node: 'v20', loadBefore: 0 },
  });
  for (const text of ['Progressive learning, seen at the full image size', 'processor time (s)', '34,134 parameters', '>a<', '>b<']) expect(svg).toContain(text);
});
