import { describe, expect, it } from 'vitest';
import { medianScheduler } from './median.js';

const scheduler = medianScheduler.create();

describe('the median stopping rule', () => {
  it('has a rung at every evaluation but the last, after the grace', () => {
    expect(scheduler.rungs(5)).toEqual([1, 2, 3, 4]);
    expect(medianScheduler.create({ graceEvaluations: 3 }).rungs(5)).toEqual([3, 4]);
    expect(medianScheduler.create({ graceEvaluations: 5 }).rungs(5)).toEqual([]);
  });

  it('compares the best so far with the median of the averages of the others', () => {
    // Averages 1, 2 and 6: the median is 2.
    const others = [[0, 2], [1, 3], [0, 12]];
    expect(scheduler.verdict({ evaluation: 2, own: [0, 1.9], others })).toBe('stop');
    expect(scheduler.verdict({ evaluation: 2, own: [0, 2], others })).toBe('continue');
    expect(scheduler.verdict({ evaluation: 2, own: [2.1, 0], others })).toBe('continue');
  });

  it('takes the mean of the two in the middle of an even number', () => {
    const others = [[1], [2], [4], [5]];
    expect(scheduler.verdict({ evaluation: 1, own: [2.9], others })).toBe('stop');
    expect(scheduler.verdict({ evaluation: 1, own: [3], others })).toBe('continue');
  });

  it('stops nobody before enough others have come', () => {
    expect(scheduler.verdict({ evaluation: 1, own: [0], others: [[1], [1]] })).toBe('continue');
    expect(scheduler.verdict({ evaluation: 1, own: [0], others: [[1], [1], [1]] })).toBe('stop');
  });

  it('lets the best at a rung go on where rewards have fallen', () => {
    expect(scheduler.verdict({ evaluation: 2, own: [0.3, 0.3], others: [[0.9, 0.1], [0.9, 0.1], [0.9, 0.2]] })).toBe('continue');
  });
});
