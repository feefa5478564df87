import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockPlaces, FUSED_STAGES, SMALL, type Setting } from './plan.js';
import { drawPlots } from './plots.js';
import { readable } from './readable.js';
import { blockTimes, speedups, type BlockResult, type NetworkResult, type Results, type Spread } from './results.js';
import { verdict } from './verdict.js';

const positive = fc.double({ min: 0.1, max: 100, noNaN: true });

describe('the times of blocks', () => {
  it('are differences: what surrounds the blocks falls out', () => fc.assert(fc.property(positive, positive, positive, fc.integer({ min: 1, max: 9 }), (around, mbconv, fused, layersMore) => {
    const rounds = [1, 1.5, 2].map((load) => [around + mbconv, around + (1 + layersMore) * mbconv, around + fused, around + (1 + layersMore) * fused].map((ms) => load * ms));
    const times = blockTimes([0, 1, 2, 3].map((network) => rounds.map((round) => round[network] as number)), layersMore);
    expect(times.mbconvMs.median / (1.5 * mbconv)).toBeCloseTo(1, 6);
    expect(times.fusedMs.median / (1.5 * fused)).toBeCloseTo(1, 6);
    // A machine that is slower for a whole round changes no ratio.
    expect(times.timeRatio?.p10).toBeCloseTo(fused / mbconv, 6);
    expect(times.timeRatio?.p90).toBeCloseTo(fused / mbconv, 6);
    expect(times.timeRatio?.n).toBe(3);
  })));

  it('make no ratio when most rounds see more blocks take less time', () => {
    expect(blockTimes([[5, 5, 5], [4, 4, 8], [5, 5, 5], [9, 9, 9]], 1).timeRatio).toBeNull();
    expect(blockTimes([[5, 5, 5], [8, 4, 8], [5, 5, 5], [11, 9, 11]], 1).timeRatio).toMatchObject({ median: 2, n: 2 });
  });
});

it('speeds are over the first network\'s in the same round', () => {
  expect(speedups([[10, 20], [20, 40], [5, 10]]).map(({ median }) => median)).toEqual([1, 0.5, 2]);
});

const spread = (median: number): Spread => ({ median, p10: 0.95 * median, p90: 1.05 * median, n: 9 });

/** @param ratios of the stages, at every setting; @param speeds by fused stages */
function resultsWith(ratios: readonly (number | null)[], speeds: readonly number[], isAccelerator = false): Results {
  const blocks = (setting: Setting): BlockResult[] => blockPlaces(SMALL.width, setting.imageSize).map((place, index) => ({
    ...setting, ...place, mbconvMs: spread(2), fusedMs: spread(2 * (ratios[index] ?? 1)), timeRatio: ratios[index] == null ? null : spread(ratios[index]),
    mbconvMultiplyAdds: 1e6, fusedMultiplyAdds: 4e6,
  }));
  const networks = (setting: Setting): NetworkResult[] => FUSED_STAGES.map((fusedStages, index) => ({
    ...setting, fusedStages, params: 1_000_000, multiplyAdds: 1e7, stepMs: spread(100), imagesPerSecond: 80, speedup: spread(speeds[index] ?? 1),
  }));
  return {
    date: '2026-01-02T03:04:05.000Z', note: 'quiet', plan: SMALL, blocks: SMALL.settings.flatMap(blocks), networks: SMALL.settings.flatMap(networks),
    machine: { device: 'Some CPU', backend: 'wasm', isAccelerator, threads: 1, clock: isAccelerator ? 'wall' : 'processor', cores: 2, memoryGB: 24, platform: 'linux x64', node: 'v20.0.0', loadBefore: 0.1 },
  };
}

describe('the verdict', () => {
  const GPU_LIKE = resultsWith([0.6, 0.7, 0.8, 1, 1.5, 2], [1, 1.39, 1.44, 1.33], true);
  const CPU_LIKE = resultsWith([2, 2.5, 2.5, 3, 3, 3.5], [1, 0.6, 0.4, 0.2]);

  it('says that the paper holds where it does', () => {
    const [units, early, size, networks] = verdict(GPU_LIKE);
    expect(units).toContain('It holds here in every stage: for each multiply-add Fused-MBConv takes 0.15 to 0.50 times');
    expect(early).toContain('It holds here: Fused-MBConv is faster in stages 1, 2, 3, slower in stages 5, 6, not told apart from MBConv in stage 4');
    expect(size).toContain('1.00 at 64 px, 1.00 at 96 px, 1.00 at 128 px');
    expect(networks).toContain('It holds here: 1-3, 1-5, all faster than none. Images a second, relative to none fused: 1.00 (none), 1.39 (1-3), 1.44 (1-5), 1.33 (all); in the paper, EfficientNet-B4 on a V100: 1.00 (none), 1.39 (1-3), 1.44 (1-5), 1.33 (all)');
  });

  it('says plainly that it does not where it does not', () => {
    const [, early, , networks] = verdict(CPU_LIKE);
    expect(early).toContain('It does not hold here: Fused-MBConv is slower in stages 1, 2, 3, 4, 5, 6; a block takes 2.00 to 3.50 times as long as MBConv, for 4.00 times the multiply-adds');
    expect(networks).toContain('It does not hold here: 1-3, 1-5, all slower than none');
    expect(verdict(resultsWith([1, 1, 1, 1, 1, 1], [1, 1.01, 0.7, 2]))[3]).toContain('It holds here: all faster than none; 1-3 cannot be told apart from none; 1-5 slower than none');
  });

  it('leaves out the blocks that were not resolved', () => {
    expect(verdict(resultsWith([null, 2, 2, 2, 2, null], [1, 1, 1, 1]))[1]).toContain('slower in stages 2, 3, 4, 5;');
    expect(verdict(resultsWith([null, null, null, null, null, null], [1, 1, 1, 1]))).toHaveLength(1);
  });
});

it('reads as Markdown with device, settings, ratios, and a gap where nothing was resolved', () => {
  const text = readable(resultsWith([2, null, 2.5, 3, 3, 3.5], [1, 0.6, 0.4, 0.2]), ['a.svg']);
  expect(text).toContain('wasm on Some CPU, one thread; 2 cores, 24 GB');
  expect(text).toContain('This is a CPU. What follows holds for it');
  expect(text).toMatch(/\| 1 +\| 48x48x16 +\| 1 +\| 2.00 +\| 4.00 +\| 2.00 \(1.90 to 2.10\) +\| 4.00/);
  expect(text).toMatch(/\| 2 +\| - +\| - +\|/);
  expect(text).toMatch(/\| all +\| 1,000,000 +\| 10.0 M +\| 100 \(95.0 to 105\) +\| 80.0 +\| 0.20/);
  expect(text).toContain('![a.svg](a.svg)');
});

it('is drawn with the device and the paper beside it', () => {
  const plots = drawPlots(resultsWith([2, null, 2.5, 3, 3, 3.5], [1, 0.6, 0.4, 0.2]));
  expect(Object.keys(plots)).toEqual(['image-size', 'batch', 'networks']);
  expect(plots['image-size']).toContain('64 px, batch 8');
  expect(plots['batch']).toContain('96 px, batch 32');
  expect(plots['networks']).toContain('the paper: B4, V100');
  for (const svg of Object.values(plots)) expect(svg).toContain('Some CPU');
});
