import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brushed, interleaved, scatterData, type ScatterView } from './scatter-data.js';

const STATUSES = ['completed', 'completed', 'pruned', 'failed'] as const;
const row = fc.record({
  status: fc.constantFrom(...STATUSES), accuracy: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  stepTimeMs: fc.option(fc.double({ min: 1, max: 100, noNaN: true })), deviceClass: fc.constantFrom(0, 1), params: fc.integer({ min: 0, max: 5 }),
});
interface Row {
  readonly status: (typeof STATUSES)[number];
  readonly accuracy: number | null;
  readonly stepTimeMs: number | null;
  readonly deviceClass: number;
  readonly params: number;
}

function source(rows: readonly Row[]) {
  const column = <K extends keyof Row>(key: K) => rows.map((each) => each[key]);
  return {
    columns: {
      id: rows.map((_, at) => String(at)), number: rows.map((_, at) => at + 1), status: column('status'), accuracy: column('accuracy'),
      stepTimeMs: column('stepTimeMs'), params: column('params'), deviceClass: column('deviceClass'),
      reward: column('accuracy'), multiplyAdds: column('params'), finishedAt: rows.map(() => 0), encoding: rows.map(() => []),
    },
    referenceStepTimesMs: [10, 20],
  };
}

const VIEW: ScatterView = { x: 'stepTimeMs', y: 'accuracy', logX: false, logY: false, deviceClass: null, pruned: false };

describe('what the scatter draws', () => {
  it('is what completed with figures on both axes, and what was pruned if asked for', () => {
    fc.assert(fc.property(fc.array(row), fc.boolean(), (rows, pruned) => {
      const data = scatterData(source(rows), { ...VIEW, pruned }, (place) => place % 5 === 0);
      const places = [...rows.keys()].filter((at) => rows[at]?.accuracy !== null && rows[at]?.stepTimeMs !== null);
      expect([...data.within, ...data.overCaps].toSorted((a, b) => a - b)).toEqual(places.filter((at) => rows[at]?.status === 'completed'));
      expect(data.overCaps.every((place) => place % 5 === 0) && data.within.every((place) => place % 5 > 0)).toBe(true);
      expect(data.pruned).toEqual(pruned ? places.filter((at) => rows[at]?.status === 'pruned') : []);
      expect(data.front.every((place) => data.within.includes(place))).toBe(true);
    }));
  });

  it('is of one class of device where one is chosen, and positive on a logarithmic axis', () => {
    fc.assert(fc.property(fc.array(row), (rows) => {
      const one = scatterData(source(rows), { ...VIEW, deviceClass: 1 }, () => false);
      expect(one.within.every((place) => rows[place]?.deviceClass === 1)).toBe(true);
      const log = scatterData(source(rows), { ...VIEW, x: 'params', logX: true }, () => false);
      expect(log.within.every((place) => (rows[place]?.params ?? 0) > 0)).toBe(true);
    }));
  });

  it('has no front against the number of a candidate, nor of one figure alone', () => {
    const rows = [{ status: 'completed' as const, accuracy: 0.5, stepTimeMs: 5, deviceClass: 0, params: 1 }];
    expect(scatterData(source(rows), VIEW, () => false).front).toEqual([0]);
    expect(scatterData(source(rows), { ...VIEW, x: 'number' }, () => false).front).toEqual([]);
    expect(scatterData(source(rows), { ...VIEW, x: 'accuracy' }, () => false).front).toEqual([]);
  });

  it('is chosen by a rectangle, edges included', () => {
    const rows = [5, 10, 15].map((stepTimeMs) => ({ status: 'completed' as const, accuracy: stepTimeMs / 20, stepTimeMs, deviceClass: 0, params: 1 }));
    const data = scatterData(source(rows), VIEW, () => false);
    expect(brushed(data, { x: [5, 10], y: [0, 1] })).toEqual([0, 1]);
    expect(brushed(data, { x: [0, 100], y: [0.6, 0.8] })).toEqual([2]);
    expect([...interleaved(data, [2, 0])]).toEqual([15, 0.75, 5, 0.25]);
  });
});
