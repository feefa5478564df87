import { strategyNamed } from '@stride/core';
import { describe, expect, it } from 'vitest';
import { readTable } from '../table/read-table.js';
import { tableData } from '../table/table-data.js';
import { forecast, spreadOf } from './forecast.js';

const choices = [0, 1, 2, 3, 4, 5];
const data = tableData(readTable({
  schemaVersion: 1, name: 'plane', decisions: ['a', 'b', 'c'].map((name) => ({ name, choices })), points: 'all',
  metrics: {
    height: { goal: 'maximize', values: choices.flatMap((a) => choices.flatMap((b) => choices.map((c) => a + b + c))) },
    seconds: { goal: 'minimize', values: choices.flatMap(() => choices.flatMap(() => choices.map(() => 60))) },
  },
  reward: 'height', cost: 'seconds',
}));

describe('forecast', () => {
  it('says what searches cost and find, by the number of candidates', async () => {
    const done: number[] = [];
    const result = await forecast({
      dataOf: () => data, strategy: strategyNamed('random'), candidates: 216, workers: 4, seeds: 3, conditions: { jitter: 0 }, onSearch: (count) => done.push(count),
    });
    expect(done).toEqual([1, 2, 3]);
    expect(result.milestones.map(({ candidates }) => candidates)).toEqual([10, 15, 20, 30, 50, 70, 100, 150, 200, 216]);
    expect(result.milestones.at(-1)?.best).toEqual({ mean: 15, deviation: 0, least: 15, most: 15 });
    expect(result.milestones[0]?.best?.mean).toBeLessThan(15);
    expect(result.wallSeconds.mean).toBeCloseTo(54 * 60, 6);
    expect(result.workerSeconds.mean).toBeCloseTo(216 * 60, 6);
    expect([result.completed.mean, result.utilization.mean]).toEqual([216, expect.closeTo(1, 9)]);
  });

  it('has no best as long as some search has completed nothing', async () => {
    const { milestones, failed } = await forecast({ dataOf: () => data, strategy: strategyNamed('random'), candidates: 12, workers: 1, seeds: 2, conditions: { failureShare: 1 } });
    expect(milestones.map(({ best }) => best)).toEqual([null, null]);
    expect(failed.mean).toBe(12);
  });

  it('spreads over seeds', () => {
    expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, deviation: 1, least: 1, most: 3 });
    expect(spreadOf([4])).toEqual({ mean: 4, deviation: 0, least: 4, most: 4 });
  });
});
