import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCATTER_AXES } from '../../charts/scatter-axes.js';
import { classesByCount, readScatter, scatterView, tableFilters, withAxis, writeScatter, type ScatterQuery } from './scatter-query.js';

const axis = fc.constantFrom(...SCATTER_AXES);
const range = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 0, max: 999 })).map(([from, by]): [number, number] => [from / 8, (from + by) / 8]);
const query: fc.Arbitrary<ScatterQuery> = fc.record({
  x: fc.option(axis), y: axis, logX: fc.boolean(), logY: fc.boolean(), deviceClass: fc.option(fc.constantFrom('laptop', 'server & co')), pruned: fc.boolean(),
  brush: fc.option(fc.record({ x: range, y: range })),
});

function address(written: Readonly<Record<string, string | null>>): URLSearchParams {
  return new URLSearchParams(Object.entries(written).filter((entry): entry is [string, string] => entry[1] !== null));
}

describe('the scatter in the address', () => {
  it('comes back as it was written', () => {
    fc.assert(fc.property(query, (given) => {
      expect(readScatter(new URLSearchParams(address(writeScatter(given)).toString()))).toEqual(given);
    }));
  });

  it('says nothing of what is usual, and ignores what means nothing', () => {
    const usual = readScatter(new URLSearchParams());
    expect(address(writeScatter(usual)).toString()).toBe('');
    expect(readScatter(new URLSearchParams('x=speed&y=colour&brush=1~2~3&log=z'))).toEqual(usual);
    expect(readScatter(new URLSearchParams('brush=5~1~0~1')).brush).toBeNull();
  });

  it('lets go of the rectangle with its axis', () => {
    const chosen = { ...readScatter(new URLSearchParams('log=xy&brush=1~2~3~4')) };
    expect(withAxis(chosen, 'x', 'params')).toMatchObject({ x: 'params', logX: false, logY: true, brush: null });
    expect(withAxis(chosen, 'y', 'reward')).toMatchObject({ y: 'reward', logX: true, logY: false, brush: null });
  });
});

describe('what is drawn', () => {
  const view = (text: string, classes: readonly string[]) => scatterView(readScatter(new URLSearchParams(text)), classes, ['a', 'b']);

  it('never mixes milliseconds of different classes of device', () => {
    expect(view('', ['a'])).toMatchObject({ x: 'stepTimeMs', deviceClass: null });
    expect(view('', ['b', 'a'])).toMatchObject({ x: 'stepTimeRatio', deviceClass: null });
    expect(view('x=stepTimeMs', ['b', 'a'])).toMatchObject({ x: 'stepTimeMs', deviceClass: 1 });
    expect(view('y=stepTimeMs&class=a', ['b', 'a'])).toMatchObject({ y: 'stepTimeMs', deviceClass: 0 });
    expect(view('class=a', ['b', 'a'])).toMatchObject({ x: 'stepTimeMs', deviceClass: 0 });
    expect(view('class=gone', ['b', 'a'])).toMatchObject({ deviceClass: 1 });
  });

  it('is logarithmic only where that makes sense', () => {
    expect(view('log=xy', ['a'])).toMatchObject({ logX: true, logY: false });
  });

  it('counts classes of device', () => {
    expect(classesByCount([0, 1, 1, null], ['a', 'b'])).toEqual(['b', 'a']);
    expect(classesByCount([null], ['a'])).toEqual([]);
  });
});

describe('a rectangle as filters of the table', () => {
  const brush = { x: [0.5, 2], y: [0.8, 0.9] } as const;

  it('has the names of the API', () => {
    expect(tableFilters({ x: 'stepTimeMs', y: 'accuracy' }, brush, null)).toEqual({ stepTimeMsMin: '0.5', stepTimeMsMax: '2', accuracyMin: '0.8', accuracyMax: '0.9' });
    expect(tableFilters({ x: 'stepTimeRatio', y: 'params' }, brush, 20)).toEqual({ stepTimeMsMin: '10', stepTimeMsMax: '40', paramsMin: '0.8', paramsMax: '0.9' });
    expect(tableFilters({ x: 'stepTimeRatio', y: 'accuracy' }, brush, null)).toBeNull();
  });
});
