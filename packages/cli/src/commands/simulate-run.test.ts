import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { runSimulation, type SimulateOptions } from './simulate-run.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const choices = [0, 1, 2, 3];
const document = {
  schemaVersion: 1, name: 'plane', decisions: ['a', 'b', 'c'].map((name) => ({ name, choices })), points: 'all',
  metrics: { height: { goal: 'maximize', unit: 'm', values: choices.flatMap((a) => choices.flatMap((b) => choices.map((c) => 10 * a + 5 * b - c))) } },
};
const table = path.join(folder, 'plane.json');
writeFileSync(table, JSON.stringify(document));

/** What it prints as one JSON object. */
async function simulated(options: Partial<SimulateOptions>): Promise<Record<string, unknown>> {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  await runSimulation({
    candidates: 64, workers: 4, seeds: 2, strategy: 'random', scheduler: 'none', table, search: null, data: null, trainSeconds: null,
    stragglers: 0, crashes: 0, failures: 0, json: true, ...options,
  });
  vi.restoreAllMocks();
  return JSON.parse(written.join('')) as Record<string, unknown>;
}

it('finds the best of a table that it tries all of', async () => {
  expect(await simulated({})).toMatchObject({
    simulated: true, data: { name: 'plane', kind: 'table', trainSeconds: null }, candidates: 64, seeds: 2, strategy: 'random', scheduler: 'none',
    assumptions: [expect.stringContaining('600 s in the median')], forecast: { unit: 'm of height', completed: { mean: 64 } },
  });
});

it('says what it assumes, and no more than that', async () => {
  expect((await simulated({ trainSeconds: 60 }))['assumptions']).toEqual([]);
  const stopped = await simulated({ trainSeconds: 60, scheduler: 'asha' });
  expect(stopped).toMatchObject({ assumptions: [expect.stringContaining('learning curves are assumed')], forecast: { pruned: { mean: expect.any(Number) } } });
  expect((stopped['forecast'] as { savedSeconds: { mean: number } }).savedSeconds.mean).toBeGreaterThan(0);
});

it('lists everything that is wrong with a table', async () => {
  const wrong = path.join(folder, 'wrong.json');
  writeFileSync(wrong, JSON.stringify({ ...document, points: [[0, 9, 0], [0, 0]] }));
  await expect(simulated({ table: wrong })).rejects.toMatchObject({ code: 'TABLE_INVALID', message: expect.stringMatching(/\/points\/0\/1: found 9[\s\S]*\/points\/1: /) as string });
});

it('takes its data from one place alone, and says when there is none', async () => {
  await expect(simulated({ search: 's1' })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('--table and --search') as string });
  await expect(simulated({ table: null, data: folder })).rejects.toMatchObject({ code: 'TABLE_INVALID', message: expect.stringContaining('--table') as string });
});
