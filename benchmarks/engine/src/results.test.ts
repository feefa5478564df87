import { expect, it } from 'vitest';
import type { NetResult, Side } from './measure.js';
import { readable } from './readable.js';
import { betterTorch, summaryOf, type Results } from './results.js';

const side = (median: number, deviceBytes: number | null = null): Side => ({
  stepMs: { median, p10: median * 0.9, p90: median * 1.2, n: 40 }, inferenceImagesPerSecond: 100, deviceBytes, residentBytes: 300 * 2 ** 20,
});

const net = (torch: NetResult['torch']): NetResult => ({
  name: 'small', architecture: 'line', batchSize: 32, parameters: 50_906, gflopPerStep: 0.6, stride: side(30, 28 * 2 ** 20), torch,
  kernels: [{ name: 'Conv2D', ms: 12.345, calls: 10 }], outsideKernelsMs: 1.5,
});

const results = (nets: NetResult[]): Results => ({
  date: '2026-01-02T03:04:05.000Z', note: 'quiet', twoWorkerScaling: 1.84567, twoWorkerNet: 'small', nets,
  machine: {
    cpu: 'Some CPU', cores: 2, memoryGB: 24, platform: 'linux x64', node: 'v20.0.0', backend: 'wasm', device: 'Some CPU', threads: 1,
    torch: '2.0', torchDevice: 'cpu', loadBefore: 0.1,
  },
  peak: { gflops: 80, by: 'torch.mm', size: 512, rates: [{ name: 'torch.mm', gflops: 80 }] },
});

it('compares with the better layout of PyTorch, whichever it is', () => {
  expect(betterTorch(net({ nchw: side(20), channels_last: side(25) }))).toMatchObject({ layout: 'nchw', side: { stepMs: { median: 20 } } });
  expect(betterTorch(net({ nchw: side(26), channels_last: side(25) }))).toMatchObject({ layout: 'channels_last' });
});

it('sums up what --json prints', () => {
  expect(summaryOf(results([net({ nchw: side(20), channels_last: side(25) })]))).toMatchObject({
    nets: [{ name: 'small', strideMs: 30, torchMs: 20, ratio: 1.5, gflops: 20, peakShare: 0.25, peakMemoryMB: 28 }],
    twoWorkerScaling: 1.846,
  });
});

it('leaves the comparison out where there is no torch', () => {
  expect(summaryOf(results([net(null)])).nets[0]).toMatchObject({ torchMs: null, ratio: null });
});

it('reads as Markdown, with the machine, the ratio and the kernels', () => {
  const text = readable(results([net({ nchw: side(20), channels_last: side(25) })]));
  expect(text).toContain('Some CPU, 2 cores, 24 GB, linux x64, Node v20.0.0, backend wasm on Some CPU, one thread; PyTorch 2.0 on cpu.');
  expect(text).toMatch(/\| small +\| 32 +\| 50906 +\| 30\.0 \(27\.0\) +\| 20\.0 \(18\.0\) +\| 25\.0 \(22\.5\) +\| 1\.50 +\| 40/);
  expect(text).toMatch(/\| Conv2D +\| 12\.3 +\| 10 +\|/);
  expect(text).toContain('Two workers on two cores, small: 1.85 times the steps of one.');
});
