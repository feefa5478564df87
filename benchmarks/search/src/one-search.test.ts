import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STRATEGIES } from '@stride/core';
import { afterAll, expect, it } from 'vitest';
import { runTask } from './one-search.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'table.json');
const choices = [0, 1, 2, 3];
const values = choices.flatMap((a) => choices.flatMap((b) => choices.map((c) => 10 * a + 5 * b - c)));
writeFileSync(file, JSON.stringify({
  schemaVersion: 1, name: 'plane', decisions: ['a', 'b', 'c'].map((name) => ({ name, choices })), points: 'all', metrics: { height: { goal: 'maximize', values } },
}));

it.each(STRATEGIES.map(({ name }) => name))('%s finds the best of a table once it has tried all of it', async (name) => {
  const outcome = await runTask({ scenario: { source: { kind: 'table', file }, workers: 3 }, strategy: { label: name, name, options: {} }, scheduler: null, seed: 1, marks: [8, 64, 100] });
  expect(outcome.picked.slice(1)).toEqual([45, 45]);
  expect(outcome.picked[0]).toBeLessThanOrEqual(45);
  expect(outcome).toMatchObject({ best: 45, worst: -3 });
});
