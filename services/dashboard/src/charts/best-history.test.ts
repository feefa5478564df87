import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressAxis, timeScale } from './best-axis.js';
import { improvements, rewardHistory } from './best-history.js';
import type { Palette } from './palette.js';

const START = '2026-01-01T00:00:00.000Z';
const at = (second: number) => Date.parse(START) + 1000 * second;

describe('the history of rewards', () => {
  it('is in the order in which candidates finished, and leaves out what does not count', () => {
    const columns = { number: [1, 2, 3, 4], reward: [0.6, 0.7, null, 0.9], finishedAt: [at(20), at(10), null, at(30)] };
    const history = rewardHistory(columns, START, (place) => place !== 3);
    expect(history.places).toEqual([1, 0]);
    expect([...history.rewards]).toEqual([0.7, 0.6]);
    expect([...history.best]).toEqual([0.7, 0.7]);
    expect([...history.seconds]).toEqual([10, 20]);
  });

  it('rises only where there is a better one, and its line says so with few points', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), (rewards) => {
      const columns = { number: [...rewards.keys()], reward: rewards, finishedAt: rewards.map((_, index) => at(index)) };
      const { best } = rewardHistory(columns, START, () => true);
      expect([...best]).toEqual(rewards.map((_, index) => Math.max(...rewards.slice(0, index + 1))));
      const steps = improvements({ best });
      expect([...best]).toEqual(rewards.map((_, index) => best[steps.findLast((step) => step <= index) as number]));
    }));
  });
});

describe('the axis of progress', () => {
  const palette = {} as Palette;

  it('has a unit of time that suits the length, and names it', () => {
    expect([100, 3 * 3600, 3 * 86_400].map((longest) => timeScale(longest).name)).toEqual(['minutes', 'hours', 'days']);
    expect(progressAxis(palette, 'time', timeScale(100), 5).name).toBe('Time since the start (minutes)');
  });

  it('counts candidates to the last', () => {
    expect(progressAxis(palette, 'candidates', timeScale(0), 1)).toMatchObject({ min: 1, max: 2, minInterval: 1 });
    expect(progressAxis(palette, 'candidates', timeScale(0), 40)).toMatchObject({ max: 40 });
  });
});
