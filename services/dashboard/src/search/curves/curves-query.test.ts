import { describe, expect, it } from 'vitest';
import type { Palette } from '../../charts/palette.js';
import { curvesOption, styleOf } from './curves-option.js';
import { readCurves, writeCurves } from './curves-query.js';

const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette;

describe('which learning curves are drawn', () => {
  it('stands in the address, the usual choice in none', () => {
    const usual = readCurves(new URLSearchParams());
    expect(usual).toEqual({ figure: 'accuracy', over: 'epoch', top: 10, running: true });
    expect(writeCurves(usual)).toEqual({ curve: null, against: null, top: null, running: null });
    const other = { figure: 'loss', over: 'seconds', top: 0, running: false } as const;
    expect(readCurves(new URLSearchParams(Object.entries(writeCurves(other)) as [string, string][]))).toEqual(other);
    expect(readCurves(new URLSearchParams('curve=luck&top=7'))).toEqual(usual);
  });
});

describe('learning curves', () => {
  it('differ in color or in dash, as many as there may be', () => {
    const styles = Array.from({ length: 24 }, (_, place) => JSON.stringify(styleOf(place, palette)));
    expect(new Set(styles).size).toBe(24);
  });

  it('are drawn over what is chosen, the open one on top', () => {
    const point = { step: 5, epoch: 0.5, trainLoss: 2, validationLoss: 2.1, validationAccuracy: 0.3, seconds: 4 };
    const curves = [{ candidateId: 'a', number: 1, status: 'completed' as const, reward: 0.5, curve: [point] }];
    const { series } = curvesOption(curves, { figure: 'loss', over: 'seconds' }, 'a', palette);
    expect(series).toMatchObject([{ id: 'a', z: 5, data: [{ value: [4, 2.1], candidateId: 'a' }] }]);
  });
});
