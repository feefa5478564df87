import { expect, it } from 'vitest';
import type { PageFigures } from './page.js';
import { readable } from './readable.js';
import { verdicts, type Results } from './results.js';
import { spreadOf } from './statistics.js';

const PAGE: PageFigures = {
  candidates: 10_000, usableMs: spreadOf([900, 1500]), scatterMs: spreadOf([301]), longestTaskMs: 80, sortMs: spreadOf([100]), pageMs: spreadOf([90]),
  memory: { heapMB: 40, residentMB: 250 },
};
const RESULTS: Results = {
  date: '2026-12-01T10:00:00.000Z', note: null, candidates: 10_000, seedSeconds: 9,
  machine: { cpu: 'CPU', cores: 2, memoryGB: 8, platform: 'linux x64', node: 'v20', chromium: '1', loadBefore: 0 },
  page: PAGE, small: { ...PAGE, candidates: 100, usableMs: spreadOf([300]) },
  endpoints: [{ name: 'fast', ms: spreadOf([2]), bytes: 1 }, { name: 'slow', ms: spreadOf([31]), bytes: 1 }], stream: null, catchUp: null,
};

it('takes percentiles by nearest rank', () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ p50: 3, p95: 5, most: 5, n: 5 });
  expect(spreadOf([7])).toEqual({ p50: 7, p95: 7, most: 7, n: 1 });
});

it('says what was promised and missed, and what was not measured', () => {
  const met = Object.fromEntries(verdicts(RESULTS).map(({ name, met: isMet }) => [name, isMet]));
  expect(met).toMatchObject({
    'page usable, slowest of the loads': true, 'scatter drawn, slowest of the loads': false, 'slowest list endpoint, p95 (slow)': false, '100 events/s: longest task': null,
  });
});

it('is readable, with the ratio to few candidates in the same run', () => {
  const text = readable(RESULTS);
  expect(text).toContain('| scatter drawn, slowest of the loads | ≤ 300 ms | 301 ms | MISSED |');
  expect(text).toContain('| usable, ms | 300 (p95 300, n 1) | 900 (p95 1500, n 2) | 3.0 |');
  expect(text).toContain('Not measured');
});
