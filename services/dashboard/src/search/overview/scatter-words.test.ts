import type { SearchDetail } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import type { ScatterData, ScatterView } from '../../charts/scatter-data.js';
import { referenceOn } from './reference-on.js';
import { emptyProgress, emptyScatter, scatterLabel, scatterLegend } from './scatter-words.js';

const VIEW: ScatterView = { x: 'stepTimeMs', y: 'accuracy', logX: false, logY: false, deviceClass: null, pruned: false };
const DATA: ScatterData = { x: Float64Array.of(20, 40, 30), y: Float64Array.of(0.7, 0.9, 0.6), within: [0, 1, 2], overCaps: [], pruned: [], front: [0, 1] };

describe('the scatter in words', () => {
  it('says what is on the axes and how far the front reaches', () => {
    expect(scatterLabel(VIEW, DATA)).toBe(
      'Validation accuracy (%) against training step time, median (ms) of 3 candidates, which the table below lists. ' +
      'The Pareto front of 2 reaches from 70.00 % at 20.0 ms to 90.00 % at 40.0 ms.');
    expect(scatterLabel({ ...VIEW, x: 'number' }, { ...DATA, front: [] })).not.toContain('front');
  });

  it('has a legend of what is there', () => {
    const names = (...given: Parameters<typeof scatterLegend>) => scatterLegend(...given).map(([mark]) => mark);
    expect(names(DATA, { hasLeader: true, hasReference: true, hasWhatIf: false })).toEqual(['candidate', 'front', 'best', 'reference']);
    expect(names({ ...DATA, front: [], pruned: [1], overCaps: [2] }, { hasLeader: false, hasReference: false, hasWhatIf: true })).toEqual(['candidate', 'pruned', 'over-caps', 'what-if']);
  });

  it('says why there is nothing', () => {
    const words = (status: SearchDetail['status'], completed = 0) => emptyScatter({ status, counts: { completed } } as SearchDetail);
    expect(words('running')).toBe('Points appear as candidates complete.');
    expect(words('paused')).toContain('paused');
    expect(words('failed')).toContain('ended before');
    expect(emptyProgress({ status: 'running' })).toBe('The line starts with the first completed candidate.');
    expect(words('running', 3)).toContain('figures on both axes');
  });
});

describe('the reference on the axes', () => {
  const search = { reference: { accuracy: 0.8, reward: 0.8, multiplyAdds: 5e6 }, referenceParams: 1000 } as SearchDetail;

  it('has its own step time on each class of device', () => {
    expect(referenceOn(VIEW, search, [20, 40])).toEqual({ x: 20, y: 0.8 });
    expect(referenceOn({ ...VIEW, deviceClass: 1 }, search, [20, 40])).toEqual({ x: 40, y: 0.8 });
    expect(referenceOn({ ...VIEW, x: 'stepTimeRatio', y: 'params' }, search, [20, 40])).toEqual({ x: 1, y: 1000 });
    expect(referenceOn({ ...VIEW, x: 'multiplyAdds', y: 'number' }, search, [])).toEqual({ x: 5e6, y: null });
    expect(referenceOn(VIEW, { ...search, reference: null }, [])).toEqual({ x: null, y: null });
  });
});
