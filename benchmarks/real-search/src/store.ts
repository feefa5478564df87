import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { linePlot, renderSvg } from '#plots';
import { readable } from './readable.js';
import type { Comparison } from './results.js';

/** Writes <date>-<cpu>-real-search.json, .md and .svg; a second run on the same day replaces the first. */
export async function store(comparison: Comparison, folder: string): Promise<string> {
  const name = `${comparison.date.slice(0, 10)}-${slug(comparison.machine.cpu)}-real-search`;
  const file = path.join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.json`, `${JSON.stringify(comparison, null, 2)}\n`);
  await writeFile(`${file}.svg`, plot(comparison));
  await writeFile(`${file}.md`, readable(comparison, `${name}.svg`));
  return `${file}.md`;
}

function plot({ searches }: Comparison): string {
  // Before the first candidate has completed there is no reward to draw.
  const series = searches.map(({ strategy, seed, bestByFinished }) => (
    { name: `${strategy}, seed ${seed}`, points: bestByFinished.flatMap((y, index) => (y > 0 ? [{ x: index + 1, y }] : [])) }));
  return renderSvg(linePlot({ title: 'A real search on Fashion-MNIST', xName: 'finished candidates', yName: 'highest reward so far', series }));
}

function slug(text: string): string {
  return text.toLowerCase().replace(/\((r|tm)\)/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
