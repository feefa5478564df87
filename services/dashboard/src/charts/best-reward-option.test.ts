import { describe, expect, it } from 'vitest';
import { rewardHistory } from './best-history.js';
import { bestRewardOption, type BestRewardInput } from './best-reward-option.js';
import { hypervolumeOption } from './hypervolume-option.js';
import type { Palette } from './palette.js';

const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette;
const START = '2026-01-01T00:00:00.000Z';
const at = (minutes: number) => Date.parse(START) + 60_000 * minutes;

type Series = { readonly id: string; readonly data: Iterable<unknown>; readonly markLine?: { readonly data: readonly unknown[] } };
const seriesOf = (option: { series?: unknown }) => Object.fromEntries((option.series as Series[]).map((series) => [series.id, series]));
const dataOf = (option: { series?: unknown }, id: string) => [...(seriesOf(option)[id] as Series).data];

describe('rewards as they came', () => {
  const columns = { number: [1, 2, 3], reward: [0.5, 0.4, 0.6], finishedAt: [at(1), at(2.5), at(4)] };
  const input: BestRewardInput = {
    history: rewardHistory(columns, START, () => true), baseline: 0.55, leader: 0, selected: 1, over: 'candidates', palette, describe: (index) => `at ${index}`,
  };

  it('are drawn over candidates or time, with the highest so far, the best and the chosen one', () => {
    const byCandidate = bestRewardOption(input);
    expect(dataOf(byCandidate, 'rewards')).toEqual([1, 0.5, 2, 0.4, 3, 0.6]);
    expect(dataOf(byCandidate, 'best')).toEqual([[1, 0.5], [3, 0.6]]);
    expect(dataOf(byCandidate, 'leader')).toEqual([1, 0.5]);
    expect(dataOf(byCandidate, 'selected')).toEqual([2, 0.4]);
    const byTime = bestRewardOption({ ...input, over: 'time' });
    expect(dataOf(byTime, 'rewards')).toEqual([1, 0.5, 2.5, 0.4, 4, 0.6]);
    expect(byTime.xAxis).toMatchObject({ name: 'Time since the start (minutes)' });
  });

  it('stand against the reference where there is one', () => {
    expect(seriesOf(bestRewardOption(input))['best']?.markLine?.data).toEqual([{ yAxis: 0.55 }]);
    expect(seriesOf(bestRewardOption({ ...input, baseline: null }))['best']?.markLine).toBeUndefined();
  });

  it('say which candidate a point is', () => {
    const { formatter } = bestRewardOption(input).tooltip as { formatter(params: unknown): string };
    expect(formatter({ seriesId: 'rewards', dataIndex: 2 })).toBe('at 2');
    expect(formatter({ seriesId: 'leader', dataIndex: 0 })).toBe('at 0');
    expect(formatter({ seriesId: 'best', dataIndex: 0 })).toBe('');
  });
});

describe('the hypervolume as it grew', () => {
  const overTime = [
    { finished: 1, number: 2, finishedAt: new Date(at(30)).toISOString(), value: 0.5 },
    { finished: 4, number: 3, finishedAt: new Date(at(180)).toISOString(), value: 0.75 },
  ];

  it('is drawn over candidates with a result, or over time in a unit that suits', () => {
    const option = (over: 'candidates' | 'time') => hypervolumeOption({ overTime, startedAt: START, over, palette });
    expect(dataOf(option('candidates'), 'hypervolume')).toEqual([[1, 0.5], [4, 0.75]]);
    expect(dataOf(option('time'), 'hypervolume')).toEqual([[0.5, 0.5], [3, 0.75]]);
    expect(option('time').xAxis).toMatchObject({ name: 'Time since the start (hours)' });
  });

  it('says what it was and after whom', () => {
    const { formatter } = hypervolumeOption({ overTime, startedAt: START, over: 'time', palette }).tooltip as { formatter(params: unknown): string };
    expect(formatter([{ dataIndex: 1 }])).toMatch(/Hypervolume 0\.7500.*>3<.*>4<.*3 h/);
    expect(formatter([])).toBe('');
  });
});
