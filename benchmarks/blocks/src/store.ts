import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawPlots } from './plots.js';
import { readable } from './readable.js';
import type { Results } from './results.js';

/** Writes <date>-<device>-<backend>-blocks.json and .md, and its plots; a second run on the same day replaces the first. */
export async function store(results: Results, folder: string): Promise<string> {
  const { date, machine } = results;
  const device = machine.device.toLowerCase().replace(/\((r|tm)\)/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const name = `${date.slice(0, 10)}-${device}-${machine.backend}-blocks`;
  const plots = Object.entries(drawPlots(results)).map(([ending, svg]) => ({ file: `${name}-${ending}.svg`, svg }));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(results, fewDigits, 2)}\n`);
  await writeFile(path.join(folder, `${name}.md`), readable(results, plots.map(({ file }) => file)));
  for (const { file, svg } of plots) await writeFile(path.join(folder, file), svg);
  return path.join(folder, `${name}.md`);
}

/** No timing has more. */
function fewDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
