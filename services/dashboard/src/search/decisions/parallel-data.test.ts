import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Points } from '../../live/points.js';
import { choiceName, nameOf } from './decision-words.js';
import { effectText, figureValues, readFigure } from './figures.js';
import { bestPlaces, parallelAxes, readIntervals, within, writeIntervals } from './parallel-data.js';

const points = Points.of({
  lastEventId: '0', decisions: [{ path: '/stages/0/op', choices: ['mbconv', 'fused_mbconv'] }, { path: '/stages/1/kernel', choices: [3, 5] }, { path: '/head/channels', choices: [64] }],
  deviceClasses: ['cpu', 'gpu'],
  columns: {
    id: ['a', 'b', 'c', 'd'], number: [1, 2, 3, 4], status: ['completed', 'completed', 'failed', 'completed'], reward: [0.5, 0.9, null, 0.7], accuracy: [0.8, 0.9, null, 0.85],
    stepTimeMs: [10, 4, null, 30], params: [100, 200, 300, 400], multiplyAdds: [1, 2, 3, 4], deviceClass: [0, 1, null, 0], finishedAt: [1, 2, 3, 4], encoding: [[0, 0, 0], [1, 1, 0], [0, 1, 0], [1, 0, 0]],
  },
});
const search = {
  referenceStepTimes: [{ deviceClass: 'cpu', stepTimeMs: { median: 20 } }, { deviceClass: 'gpu', stepTimeMs: { median: 2 } }],
} as Parameters<typeof parallelAxes>[1];

describe('candidates over their decisions', () => {
  const axes = parallelAxes(points, search, null);

  it('have an axis for each decision that is one, and for each figure', () => {
    expect(axes.map(({ name }) => name)).toEqual(['s1 block', 's2 kern.', 'Parameters', 'Step, × ref', 'Accuracy, %', 'Reward']);
    expect(axes.map(({ value }) => value(1))).toEqual([1, 1, 200, 2, 90, 0.9]);
    expect(axes[0]?.choices).toEqual(['MBConv', 'Fused']);
  });

  it('are drawn from the best on, completed ones only', () => {
    expect(bestPlaces(points, 2)).toEqual([1, 3]);
    expect(bestPlaces(points, 9)).toEqual([1, 3, 0]);
  });

  it('are chosen by what lies within every interval', () => {
    const chosen = [0, 1, 3].filter((place) => within(axes, { accuracy: [80, 86], '/stages/1/kernel': [-0.2, 0.2] }, place));
    expect(chosen).toEqual([0, 3]);
    expect(within(axes, {}, 2)).toBe(true);
  });

  it('keep their intervals in the address', () => fc.assert(fc.property(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 }), (from, to) => {
    const intervals = { reward: [from / 10, to / 10] as const, '/stages/0/op': [0, 1] as const };
    expect(readIntervals(writeIntervals(intervals))).toEqual(intervals);
  })));

  it('take no notice of what an address says wrongly', () => {
    expect(readIntervals('reward:x~1,:0~1,accuracy:1~2')).toEqual({ accuracy: [1, 2] });
    expect(writeIntervals({})).toBeNull();
  });
});

describe('figures that decisions have an effect on', () => {
  it('are of completed candidates, step times as multiples of the reference of their own device class', () => {
    expect(figureValues(points, search, 'stepTime').map((value) => Number(Math.exp(value).toFixed(3)))).toEqual([0.5, 2, Number.NaN, 1.5]);
    expect(figureValues(points, search, 'accuracy')).toEqual([80, 90, Number.NaN, 85]);
  });

  it('show effects in their own unit, or in percent where they multiply', () => {
    expect([effectText('reward', -0.01234), effectText('accuracy', 0.5), effectText('params', Math.log(1.25))]).toEqual(['−0.0123', '+0.50', '+25.0 %']);
    expect([readFigure(new URLSearchParams('figure=params')), readFigure(new URLSearchParams('figure=toString'))]).toEqual(['params', 'reward']);
  });
});

describe('decisions in words', () => {
  it('say where and what', () => {
    expect([nameOf('/stages/2/squeezeExcite'), nameOf('/stem/channels'), nameOf('/classes')]).toEqual(['stage 3: squeeze-excite', 'stem: channels', 'network: classes']);
    expect([choiceName('kernel', 5), choiceName('block', 'fused_mbconv'), choiceName('layers', 2)]).toEqual(['5×5', 'Fused', '2']);
  });
});
