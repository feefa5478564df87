import { describe, expect, it } from 'vitest';
import type { Palette } from './palette.js';
import { scatterData, type ScatterView } from './scatter-data.js';
import { scatterPlot, type ScatterPlotInput } from './scatter-plot.js';

const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette;
const VIEW: ScatterView = { x: 'stepTimeMs', y: 'accuracy', logX: false, logY: false, deviceClass: null, pruned: true };

/** Step time and accuracy of each. */
function plotOf(points: readonly (readonly [number, number])[], changes: Partial<ScatterPlotInput> = {}, prunedFrom = Infinity) {
  const columns = {
    status: points.map((_, at) => (at >= prunedFrom ? 'pruned' : 'completed')), stepTimeMs: points.map(([ms]) => ms), accuracy: points.map(([, accuracy]) => accuracy),
    deviceClass: points.map(() => 0),
  } as unknown as Parameters<typeof scatterData>[0]['columns'];
  const view = changes.view ?? VIEW;
  const data = scatterData({ columns, referenceStepTimesMs: [40] }, view, (place) => place === 4);
  return scatterPlot({
    view, data, leader: { place: 2, number: 3 }, whatIf: { place: 0, number: 1 }, selected: 1, reference: { x: 40, y: 0.8 }, brush: null, palette,
    describe: (place) => `candidate at ${place}`, ...changes,
  });
}

type Series = { readonly id: string; readonly data: Iterable<unknown>; readonly markLine?: { readonly data: readonly unknown[] } };
const seriesOf = ({ option }: ReturnType<typeof plotOf>) => Object.fromEntries((option.series as Series[]).map((series) => [series.id, series]));
const POINTS = [[20, 0.7], [60, 0.6], [50, 0.9], [30, 0.5], [10, 0.95], [5, 0.99]] as const;

describe('the scatter', () => {
  it('draws every candidate once, the front on top of the others, and knows which point is which', () => {
    const plot = plotOf(POINTS, {}, 5);
    const series = seriesOf(plot);
    expect([...(series['candidates'] as Series).data]).toEqual([60, 0.6, 30, 0.5]);
    expect([...(series['front'] as Series).data]).toEqual([20, 0.7, 50, 0.9]);
    expect(series['front-line']?.data).toEqual([[20, 0.7], [50, 0.9]]);
    expect([...(series['overCaps'] as Series).data]).toEqual([10, 0.95]);
    expect([...(series['pruned'] as Series).data]).toEqual([5, 0.99]);
    expect(plot.places).toMatchObject({ candidates: [1, 3], front: [0, 2], overCaps: [4], pruned: [5], leader: [2], whatIf: [0], selected: [1] });
  });

  it('has numbers, not objects, for the many', () => {
    const series = seriesOf(plotOf(POINTS));
    for (const id of ['candidates', 'pruned', 'overCaps', 'front']) expect((series[id] as Series).data).toBeInstanceOf(Float64Array);
  });

  it('marks the reference by its lines, each where it is known', () => {
    const lines = (reference: ScatterPlotInput['reference']) => seriesOf(plotOf(POINTS, { reference }))['reference'];
    expect([...(lines({ x: 40, y: 0.8 }) as Series).data]).toEqual([40, 0.8]);
    expect(lines({ x: 40, y: 0.8 })?.markLine?.data).toEqual([{ xAxis: 40 }, { yAxis: 0.8 }]);
    expect(lines({ x: null, y: 0.8 })).toMatchObject({ data: [], markLine: { data: [{ yAxis: 0.8 }] } });
  });

  it('draws the rectangle that was chosen', () => {
    const brush = { x: [10, 20], y: [0.5, 0.6] } as const;
    expect(seriesOf(plotOf(POINTS, { brush }))['brush']?.data).toEqual([[10, 0.5], [20, 0.5], [20, 0.6], [10, 0.6], [10, 0.5]]);
    expect(seriesOf(plotOf(POINTS))['brush']?.data).toEqual([]);
    const far = seriesOf(plotOf(POINTS, { brush: { x: [10, 20], y: [-5, 100] } }, 5))['brush']?.data as Iterable<readonly [number, number]>;
    for (const [, y] of far) expect(y > 0.4 && y < 1.1).toBe(true);
  });

  it('does not point at the winner of the sliders where it is the best anyway', () => {
    expect(plotOf(POINTS, { whatIf: { place: 2, number: 3 } }).places['whatIf']).toEqual([]);
    expect(plotOf(POINTS, { leader: null, selected: null, whatIf: null }).places).toMatchObject({ leader: [], selected: [], whatIf: [] });
  });

  it('names its axes with units, and marks a logarithmic one by round numbers', () => {
    const { xAxis, yAxis } = plotOf(POINTS, { view: { ...VIEW, logX: true } }).option;
    expect(xAxis).toMatchObject({ type: 'log', name: 'Training step time, median (ms)', axisLabel: { customValues: [5, 7, 10, 15, 20, 30, 50] } });
    expect(yAxis).toMatchObject({ type: 'value', name: 'Validation accuracy (%)' });
    expect((xAxis as { min: number }).min).toBeLessThan(5);
  });

  it('keeps an axis close to a single value and below what is possible', () => {
    const { xAxis, yAxis } = plotOf([[20, 0.98]], { leader: null, reference: { x: null, y: null } }).option;
    expect(xAxis).toMatchObject({ min: 10, max: 30 });
    expect(yAxis).toMatchObject({ min: 0.95, max: 1 });
  });

  it('lets a point say which candidate it is', () => {
    const { option } = plotOf(POINTS, {}, 5);
    const formatter = (option.tooltip as { formatter(params: unknown): string }).formatter;
    expect(formatter({ seriesId: 'candidates', dataIndex: 1 })).toBe('candidate at 3');
    expect(formatter({ seriesId: 'reference', dataIndex: 0 })).toBe('candidate at null');
    expect(formatter({ seriesId: 'candidates', dataIndex: 99 })).toBe('');
  });
});
