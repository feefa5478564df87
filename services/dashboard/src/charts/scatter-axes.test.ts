import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AXIS_FACTS, axisValues, logTicks, multiple, SCATTER_AXES } from './scatter-axes.js';

const columns = {
  id: ['a', 'b', 'c'], number: [1, 2, 3], status: ['completed', 'completed', 'failed'] as 'completed'[],
  reward: [0.8, 0.7, null], accuracy: [0.81, 0.72, null], stepTimeMs: [30, 90, null], params: [1000, 2000, 3000],
  multiplyAdds: [1e6, 2e6, 3e6], deviceClass: [0, 1, null], finishedAt: [1, 2, 3], encoding: [[0], [1], [0]],
};

describe('axes of the scatter', () => {
  it('take their figures from the columns, and step times to the reference on the same class of device', () => {
    const values = (axis: 'accuracy' | 'stepTimeRatio' | 'params') => [...axisValues({ columns, referenceStepTimesMs: [20, 45] }, axis)];
    expect(values('accuracy')).toEqual([0.81, 0.72, NaN]);
    expect(values('stepTimeRatio')).toEqual([1.5, 2, NaN]);
    expect(values('params')).toEqual([1000, 2000, 3000]);
    expect([...axisValues({ columns, referenceStepTimesMs: [20, undefined] }, 'stepTimeRatio')]).toEqual([1.5, NaN, NaN]);
  });

  it('name their units', () => {
    expect(AXIS_FACTS.accuracy.tick(0.825)).toBe('82.5');
    expect(AXIS_FACTS.params.tick(20_000)).toBe('20k');
    expect(AXIS_FACTS.params.tick(1_250_000)).toBe('1.25M');
    expect(AXIS_FACTS.params.tick(250)).toBe('250');
    expect(AXIS_FACTS.multiplyAdds.tick(150_000_000)).toBe('150M');
    expect(AXIS_FACTS.stepTimeRatio.tick(0.5)).toBe('0.5×');
    expect([multiple(1.234), multiple(24.6), multiple(null)]).toEqual(['1.23×', '24.6×', '–']);
    for (const axis of SCATTER_AXES) expect(AXIS_FACTS[axis].title).not.toBe('');
  });

  it('have round marks within a logarithmic range, and few of them', () => {
    expect(logTicks(8, 120)).toEqual([10, 15, 20, 30, 50, 70, 100]);
    expect(logTicks(11, 41)).toEqual([12, 15, 20, 25, 30, 40]);
    expect(logTicks(1, 1e5)).toEqual([1, 10, 100, 1000, 10_000, 100_000]);
    expect(logTicks(0.3, 0.7)).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
    fc.assert(fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.double({ min: 1.5, max: 1e5, noNaN: true }), (min, by) => {
      const ticks = logTicks(min, min * by);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThan(12);
      for (const tick of ticks) expect(tick >= min && tick <= min * by).toBe(true);
    }));
  });
});
