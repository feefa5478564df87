import { rowMajorSpace } from '@stride/simulator';
import { expect, it } from 'vitest';
import { readableAskTimes, timeAsks } from './ask-times.js';

const space = rowMajorSpace(Array.from({ length: 8 }, (_, index) => ({ path: `/d${index}`, choices: [1, 2, 3] })));

it('times every ask and tell after those that are told before', () => {
  const times = timeAsks(space, { label: 'auto', name: 'auto', options: {} }, 40, 20);
  for (const { p50, p95, longest } of [times.ask, times.tell]) {
    expect(p50).toBeGreaterThan(0);
    expect(p95).toBeGreaterThanOrEqual(p50);
    expect(longest).toBeGreaterThanOrEqual(p95);
  }
  const machine = { cpu: 'some CPU', cores: 2, memoryGB: 8, platform: 'linux x64', node: 'v20.0.0', loadBefore: 0.1, commit: null };
  expect(readableAskTimes([{ ...times, ask: { p50: 1.26, p95: 2, longest: 3 } }], machine, '2026-01-02T00:00:00.000Z')).toMatch(/\| auto +\| 1\.3 +\| 2\.0 +\| 3\.0 +\|/);
});

it('says so when a space is exhausted', () => {
  expect(() => timeAsks(rowMajorSpace([{ path: '/d', choices: [1, 2, 3] }]), { label: 'random', name: 'random', options: {} }, 5, 5)).toThrow('nothing is left to propose after 3 results');
});
