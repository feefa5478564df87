import type { Architecture } from '@stride/core';
import { describe, expect, it } from 'vitest';
import { partRows } from './differences.js';
import { readCompared, toggled } from './compared.js';

const base = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 1, channels: 8 },
  stages: [
    { op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 1, channels: 8, layers: 1, squeezeExcite: 0 },
    { op: 'mbconv', kernel: 5, stride: 2, expansion: 4, channels: 16, layers: 2, squeezeExcite: 0.25 },
  ],
  head: { channels: 64 },
};
const other = { ...base, stages: [{ ...base.stages[0], kernel: 5 }], head: { channels: 64 } };

describe('differences of architectures', () => {
  const rows = partRows([base, other, base] as unknown as Architecture[]);

  it('are marked field by field, and where one has no such stage', () => {
    expect(rows.map(({ name, differs }) => [name, differs.filter(Boolean).length])).toEqual([['stem', 0], ['stage 1', 1], ['stage 2', 7], ['head', 0]]);
    expect(rows[1]?.values.map((value) => value?.[1])).toEqual(['k3', 'k5', 'k3']);
    expect(rows[2]?.values[1]).toBeNull();
  });
});

describe('the candidates that are compared', () => {
  const read = (text: string) => readCompared(new URLSearchParams({ with: text })).numbers;

  it('stand in the address, each once, four at most', () => {
    expect(read('3,7,3,x,-1,0,9,12,15')).toEqual([3, 7, 0, 9]);
    expect(read('')).toEqual([]);
    expect(readCompared(new URLSearchParams({ with: '1,2,3,4' })).isFull).toBe(true);
  });

  it('are put in and taken out', () => {
    expect(toggled([3], 7, true)).toBe('3,7');
    expect(toggled([3, 7], 3, false)).toBe('7');
    expect(toggled([3], 3, false)).toBeNull();
    expect(toggled([1, 2, 3, 4], 5, true)).toBe('1,2,3,4');
  });
});
