import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRng, StrideError } from '@stride/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { TableDocument } from './document.js';
import { loadTable } from './load-table.js';
import { readTable } from './read-table.js';
import { tableData } from './table-data.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The example of docs/tables.md: what people copy must work. */
const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(readFileSync(new URL('../../../../docs/tables.md', import.meta.url), 'utf8'))?.[1] ?? '') as TableDocument;

/** Every issue of a table, by pointer. */
function issuesOf(document: unknown): Record<string, string> {
  try {
    readTable(document);
  } catch (error) {
    expect(error).toMatchObject({ code: 'TABLE_INVALID' });
    return Object.fromEntries((error as StrideError).issues.map((issue) => [issue.path, issue.message]));
  }
  return {};
}

const SMALL: TableDocument = {
  schemaVersion: 1, name: 'small', decisions: [{ name: 'kernel', choices: [3, 5] }, { name: 'op', choices: ['conv', 'skip', 'pool'] }], points: 'all',
  metrics: { accuracy: { goal: 'maximize', values: [1, 2, 3, 4, 5, 6] } },
};

describe('readTable', () => {
  it('reads the example of the documentation', () => {
    const table = readTable(example);
    const data = tableData(table);
    expect(table).toMatchObject({ name: 'cells', rows: 5, cost: 'seconds', reward: { text: 'accuracy * step_time^-0.07' } });
    expect(data.shares).toEqual([0.25, 1]);
    expect(data.space.decisions.map(({ path: name, choices }) => [name, choices])).toEqual([['/op', ['conv3', 'conv5', 'skip']], ['/width', [16, 32]]]);
    // The third point failed, and [2, 0] is no row.
    expect([[0, 0], [2, 0]].map((encoding) => data.space.hashOf(encoding))).toEqual(['0000000000000000', null]);
    expect(data.trueReward([1, 0])).toBeNull();
    expect(data.best).toBeCloseTo(((0.921 + 0.915) / 2) * (11.2 / 10) ** -0.07, 12);
  });

  it('puts every encoding in row-major order where points are "all"', () => {
    const { space, trueReward } = tableData(readTable(SMALL));
    expect(space.size).toBe(6n);
    expect([0n, 1n, 2n, 3n, 4n, 5n].map((rank) => space.encodingAt(rank))).toEqual([[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]);
    expect([0n, 1n, 2n, 3n, 4n, 5n].map((rank) => trueReward(space.encodingAt(rank)))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('makes a reward of a metric to minimize by its sign', () => {
    const { best, trueReward } = tableData(readTable({ ...SMALL, metrics: { error: { goal: 'minimize', values: [4, 3, 9, 7, 8, 5] } } }));
    expect([best, trueReward([0, 0])]).toEqual([-3, -4]);
  });

  it('lists everything that is wrong with its JSON pointer', () => {
    expect(issuesOf({
      schemaVersion: 2, name: '', decisions: [{ name: 'a', choices: [1] }, { name: 'b', choices: [1, 1] }, { name: 'c', choices: [1, {}] }], points: 'all',
      metrics: { m: { goal: 'max', values: [] } }, reward: 'n', extra: 1,
    })).toEqual({
      '/schemaVersion': 'found 2; expected 1', '/name': expect.stringContaining('found ""'), '/extra': expect.stringContaining('unknown field'),
      '/decisions/0/choices': expect.stringContaining('found one choice; expected two or more'), '/decisions/1/choices/1': expect.stringContaining('found 1 again'),
      '/decisions/2/choices/1': 'found an object; expected a string or a number', '/metrics/m/goal': expect.stringContaining('maximize'),
    });
    expect(issuesOf({ ...SMALL, decisions: [{ name: 'a', choices: [1, 2] }, { name: 'a', choices: ['x', 'y', 'z'] }] })).toEqual({ '/decisions/1/name': expect.stringContaining('the name of /decisions/0') });
    expect(issuesOf({ ...SMALL, points: [[0, 0], [0, 3], [1], [0, 0]] })).toEqual({
      '/points/1/1': 'found 3; expected an index from 0 to 2 into the choices of op', '/points/2': expect.stringContaining('a list of 2 indices'),
    });
    expect(issuesOf({ ...SMALL, points: [[0, 0], [0, 0]], metrics: { accuracy: { goal: 'maximize', values: [1, 2] } } })).toEqual({ '/points/1': expect.stringContaining('/points/0') });
    expect(issuesOf({ ...SMALL, metrics: { accuracy: { goal: 'maximize', values: [1, 'x', [2, 'y'], [], null, Infinity] } } })).toEqual({
      '/metrics/accuracy/values/1': expect.stringContaining('null for a failure'), '/metrics/accuracy/values/2/1': 'found "y"; expected a number, or null for a failure',
      '/metrics/accuracy/values/3': expect.stringContaining('an empty list'), '/metrics/accuracy/values/5': expect.stringContaining('found Infinity'),
    });
    expect(issuesOf({ ...SMALL, metrics: { accuracy: { goal: 'maximize', values: [1, 2] } } })).toEqual({ '/metrics/accuracy/values': 'found a list of 2; expected a list of 6 values, one for each point' });
  });

  it('checks fidelities, cost and product', () => {
    const values = [1, 2, 3, 4, 5, 6];
    const accuracy = { goal: 'maximize', values: [values, values], fidelities: [4, 4] };
    const time = { goal: 'minimize', values: [1, 1, 0, 1, 1, 1] };
    expect(issuesOf({ ...SMALL, metrics: { accuracy } })).toEqual({ '/metrics/accuracy/fidelities/1': expect.stringContaining('above 4') });
    expect(issuesOf({ ...SMALL, metrics: { accuracy: { ...accuracy, fidelities: [1, 2, 3] } } })).toEqual({ '/metrics/accuracy/values': expect.stringContaining('expected 3 lists') });
    expect(issuesOf({ ...SMALL, metrics: { ...SMALL.metrics, time }, cost: 'time' })).toEqual({ '/metrics/time/values': expect.stringContaining('more than 0') });
    expect(issuesOf({ ...SMALL, metrics: { ...SMALL.metrics, time } })).toEqual({ '/reward': expect.stringContaining('"accuracy", "time"') });
    expect(issuesOf({ ...SMALL, metrics: { ...SMALL.metrics, time }, reward: { product: [{ metric: 'accuracy', exponent: -1 }, { metric: 'time', exponent: -0.07 }, { metric: 'x', exponent: 0 }] } })).toEqual({
      '/reward/product/0/exponent': expect.stringContaining('positive'), '/reward/product/1/metric': expect.stringContaining('values above 0'),
      '/reward/product/2/metric': expect.stringContaining('one of'), '/reward/product/2/exponent': expect.stringContaining('other than 0'),
    });
  });

  it('lists the first of many problems and counts the others', () => {
    const issues = issuesOf({ ...SMALL, points: Array.from({ length: 1000 }, () => [9, 9]) });
    expect(Object.keys(issues)).toHaveLength(51);
    expect(issues['']).toBe('950 further problems of these kinds');
  });

  it('never fails but by code, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), fc.constantFrom('decisions', 'points', 'metrics', 'reward', 'cost', 'name', ''), (value, field) => {
      const document = field === '' ? value : { ...SMALL, [field]: value };
      expect(Object.keys(issuesOf(document)).length).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe('tableData', () => {
  it('trains to one of the repeats, and is true to their mean', () => {
    const data = tableData(readTable({ ...SMALL, metrics: { accuracy: { goal: 'maximize', values: [[1, 2, 6], 2, 3, [4, null], 5, null] } } }));
    const seen = new Set(Array.from({ length: 100 }, (_, seed) => data.train([0, 0], createRng(seed)).rewards?.[0]));
    expect([...seen].toSorted()).toEqual([1, 2, 6]);
    expect([[0, 0], [1, 0], [1, 2]].map((encoding) => data.trueReward(encoding))).toEqual([3, 4, null]);
    const failures = Array.from({ length: 100 }, (_, seed) => data.train([1, 0], createRng(seed)).rewards === null);
    expect(new Set(failures).size).toBe(2);
    // Within the only point with two sound repeats or more.
    expect(data.noise).toBeCloseTo(Math.sqrt(7), 12);
  });

  it('adds the noise that a metric states', () => {
    const data = tableData(readTable({ ...SMALL, metrics: { accuracy: { goal: 'maximize', noise: 0.5, values: [1, 2, 3, 4, 5, 6] } } }));
    const seen = Array.from({ length: 4000 }, (_, seed) => data.train([1, 0], createRng(seed)).rewards?.[0] ?? Number.NaN);
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    const deviation = Math.sqrt(seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length);
    expect(data.noise).toBeCloseTo(0.5, 12);
    // Five standard errors.
    expect(Math.abs(mean - 4)).toBeLessThan(0.04);
    expect(Math.abs(deviation - 0.5)).toBeLessThan(0.03);
  });

  it('refuses a table of failures alone', () => {
    expect(() => tableData(readTable({ ...SMALL, metrics: { accuracy: { goal: 'maximize', values: [null, null, null, null, null, [null]] } } })))
      .toThrow(expect.objectContaining({ code: 'TABLE_INVALID' }));
  });

  it('refuses an encoding that does not fit', () => {
    for (const points of ['all', [[0, 0], [1, 1]]] as const) {
      const values = points === 'all' ? [1, 2, 3, 4, 5, 6] : [1, 2];
      const { space } = tableData(readTable({ ...SMALL, points, metrics: { accuracy: { goal: 'maximize', values } } }));
      for (const wrong of [[2, 0], [0], [0, -1], [0, 0.5], [0, 0, 0]]) expect(() => space.hashOf(wrong)).toThrow(expect.objectContaining({ code: 'ENCODING_INVALID' }));
    }
  });
});

describe('loadTable', () => {
  it('reads JSON, compressed or not', () => {
    const [plain, compressed] = [path.join(folder, 'a.json'), path.join(folder, 'a.json.gz')];
    writeFileSync(plain, JSON.stringify(SMALL));
    writeFileSync(compressed, gzipSync(JSON.stringify(SMALL)));
    expect([plain, compressed].map((file) => tableData(loadTable(file)).best)).toEqual([6, 6]);
  });

  it('names the file that is not there, or no JSON, or no table', () => {
    const file = path.join(folder, 'b.json');
    expect(() => loadTable(file)).toThrow(expect.objectContaining({ code: 'TABLE_INVALID', message: expect.stringContaining(file) as string }));
    writeFileSync(file, '{');
    expect(() => loadTable(file)).toThrow(expect.objectContaining({ code: 'TABLE_INVALID', message: expect.stringContaining('is not JSON') as string }));
    writeFileSync(file, '{}');
    expect(() => loadTable(file)).toThrow(expect.objectContaining({ code: 'TABLE_INVALID', message: expect.stringContaining('table b.json is not valid') as string }));
  });
});
