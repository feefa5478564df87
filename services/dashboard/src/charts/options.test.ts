import type { CurvePoint } from '@stride/core';
import { describe, expect, it } from 'vitest';
import { learningCurveOption } from './learning-curve-option.js';
import type { Palette } from './palette.js';
import { axisRange, tooltipHtml } from './style.js';

const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette;
type Series = { readonly id: string; readonly data: readonly unknown[] };
const seriesOf = (option: { series?: unknown }) =>
  Object.fromEntries((option.series as Series[]).map(({ id, data }) => [id, data]));

describe('chart options', () => {
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
