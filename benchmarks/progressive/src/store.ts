import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plot } from './plot.js';
import { readable } from './readable.js';
import { summaryOf, type Results } from './results.js';

/** Writes <date>-<device>-progressive.json, .md and .svg; a second run on the same day replaces the first. */
export async function store(results: Results, folder: string): Promise<string> {
  const device = results.machine.device.name.toLowerCase().replace(/\((r|tm)\)/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const name = `${results.date.slice(0, 10)}-${device}-progressive`;
  const file = path.join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.json`, `${JSON.stringify({ ...results, summary: summaryOf(results.runs) }, fewDigits, 2)}\n`);
  await writeFile(`${file}.md`, readable(results, `${name}.svg`));
  await writeFile(`${file}.svg`, plot(results));
  return `${file}.md`;
}

function fewDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
