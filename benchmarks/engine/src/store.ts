import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readable } from './readable.js';
import { rounded, summaryOf, type Results } from './results.js';

/** Writes <date>-<device>-<backend>.json and .md; a second run on the same day replaces the first. */
export async function store(results: Results, folder: string): Promise<string> {
  const { date, machine } = results;
  const device = machine.device.toLowerCase().replace(/\((r|tm)\)/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const file = path.join(folder, `${date.slice(0, 10)}-${device}-${machine.backend}`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.json`, `${JSON.stringify({ ...summaryOf(results), details: results }, fewDigits, 2)}\n`);
  await writeFile(`${file}.md`, readable(results));
  return `${file}.md`;
}

function fewDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? rounded(value) : value;
}
