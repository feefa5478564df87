import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { groupBy } from './group-by.js';
import { plot } from './plot.js';
import { plotKey, readable } from './readable.js';
import type { Benchmark, Result } from './results.js';

/** The same day's replaces the one before. */
export async function storeAskTimes(text: string, { date, machine }: Pick<Benchmark, 'date' | 'machine'>, folder: string): Promise<string> {
  const file = path.join(folder, `${date.slice(0, 10)}-${slug(machine.cpu)}-ask-times.md`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, text);
  return file;
}

/** Writes <date>-<cpu>-search.json and .md, and a plot for every table with the fewest workers; a second run on the same day replaces the first. */
export async function store(benchmark: Benchmark, folder: string): Promise<string> {
  const name = `${benchmark.date.slice(0, 10)}-${slug(benchmark.machine.cpu)}-search`;
  const file = path.join(folder, name);
  await mkdir(folder, { recursive: true });
  const plots = new Map<string, string>();
  for (const [key, results] of drawn(benchmark.results)) {
    const [first] = results as [Result];
    const plotName = `${name}-${slug(first.table.replace('accel-nasbench ', ''))}${first.noise > 0 ? '-noise' : ''}.svg`;
    await writeFile(path.join(folder, plotName), plot(results));
    plots.set(key, plotName);
  }
  await writeFile(`${file}.json`, `${JSON.stringify(benchmark, fewDigits, 2)}\n`);
  await writeFile(`${file}.md`, readable(benchmark, plots));
  return `${file}.md`;
}

function drawn(results: readonly Result[]): Map<string, Result[]> {
  const fewest = Math.min(...results.map(({ workers }) => workers));
  return groupBy(results.filter(({ workers }) => workers === fewest), plotKey);
}

function slug(text: string): string {
  return text.toLowerCase().replace(/\((r|tm)\)/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function fewDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
