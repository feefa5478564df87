import type { CurvePoint } from '@stride/core';
import { describe, expect, it } from 'vitest';
import type { MeasuredCandidate } from '../search/measured.js';
import { bestOverTimeOption } from './best-over-time-option.js';
import { learningCurveOption } from './learning-curve-option.js';
import type { Palette } from './palette.js';
import { scatterOption } from './scatter-option.js';
import { axisRange, tooltipHtml } from './style.js';

const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette;
const candidate = (number: number, accuracy: number, median: number) =>
  ({
    id: `c${number}`,
    number,
    role: number === 0 ? 'reference' : 'candidate',
    accuracy,
    reward: accuracy,
    params: 1000,
    stepTimeMs: { median, p10: median, p90: median, n: 20 },
  }) as MeasuredCandidate;

type Series = { readonly id: string; readonly data: readonly unknown[] };
const seriesOf = (option: { series?: unknown }) =>
  Object.fromEntries((option.series as Series[]).map(({ id, data }) => [id, data]));

describe('chart options', () => {
  it('put each candidate into one scatter series, in percent and milliseconds', () => {
    const candidates = [candidate(0, 0.8, 40), candidate(1, 0.7, 20), candidate(2, 0.9, 50), candidate(3, 0.6, 60)];
    const series = seriesOf(
      scatterOption({ candidates, front: candidates.slice(0, 2), bestId: 'c2', selectedId: 'c1', palette }),
    );
    expect(series['candidates']).toMatchObject([
      { value: [20, 70], candidateId: 'c1' },
      { value: [60, 60], candidateId: 'c3' },
    ]);
    expect(series['reference']).toMatchObject([{ value: [40, 80], candidateId: 'c0' }]);
    expect(series['best']).toMatchObject([{ value: [50, 90], candidateId: 'c2' }]);
    expect(series['selected']).toMatchObject([{ candidateId: 'c1' }]);
    expect(series['front']).toEqual([
      [40, 80],
      [20, 70],
    ]);
  });

  it('draw the best reward over candidates or minutes', () => {
    const history = [
      { candidate: candidate(1, 0.5, 9), count: 1, seconds: 60, best: 0.5 },
      { candidate: candidate(2, 0.4, 9), count: 2, seconds: 150, best: 0.5 },
    ];
    const over = (axis: 'candidates' | 'time') =>
      seriesOf(bestOverTimeOption({ history, reference: null, selectedId: null, over: axis, palette }))['best'];
    expect(over('candidates')).toEqual([
      [1, 0.5],
      [2, 0.5],
    ]);
    expect(over('time')).toEqual([
      [1, 0.5],
      [2.5, 0.5],
    ]);
  });

  it('span all epochs of a training that still runs', () => {
    const point: CurvePoint = {
      step: 5,
      epoch: 0.5,
      trainLoss: 2,
      validationLoss: 2.1,
      validationAccuracy: 0.3,
      seconds: 4,
    };
    const option = learningCurveOption([point], 4, palette);
    expect(option.xAxis).toMatchObject([
      { min: 0, max: 4 },
      { min: 0, max: 4 },
    ]);
    expect(seriesOf(option)).toMatchObject({ accuracy: [[0.5, 30]], train: [[0.5, 2]], validation: [[0.5, 2.1]] });
  });

  it('keep an axis close to a single value and below what is possible', () => {
    expect(axisRange([98], 5, 100)).toEqual({ min: 95, max: 100 });
    expect(axisRange([2, 2], 5)).toEqual({ min: 0, max: 5 });
    expect(axisRange([0.912], 0.1)).toEqual({ min: 0.8, max: 1 });
    expect([axisRange([80, 90], 5, 100), axisRange([], 5)]).toEqual([{}, {}]);
  });

  it('escape what they put into a tooltip', () => {
    expect(tooltipHtml('<b>', [['a&b', '"1"']])).not.toMatch(/<b>|a&b|"1"/);
  });
});
