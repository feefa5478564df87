/**
 * Does the default strategy find better networks than random search where every candidate is really trained and timed?
 * Starts Stride in a folder of its own, runs the same search with both strategies, seed by seed, with candidates stopped
 * early by `asha`, and stores what came of them.
 */
import { availableParallelism, arch, cpus, loadavg, platform, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readable } from './readable.js';
import type { Comparison, Machine } from './results.js';
import { runSearch } from './run-search.js';
import { startStride } from './start-stride.js';
import { store } from './store.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const STRATEGIES = ['auto', 'random'];

const say = (text: string) => process.stderr.write(`${text}\n`);

function machine(): Machine {
  return {
    cpu: (cpus()[0]?.model ?? 'unknown CPU').replace(/\s+/g, ' ').trim(), cores: availableParallelism(), memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`, node: process.version, loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    candidates: { type: 'string', default: '40' }, seeds: { type: 'string', default: '2' }, json: { type: 'boolean', default: false }, note: { type: 'string' },
  } });
  const [candidates, seeds] = [Number(values.candidates), Number(values.seeds)];
  if (!(candidates >= 4) || !(seeds >= 1)) throw new Error('usage: npm run bench:real -- [--candidates 40] [--seeds 2] [--note TEXT] [--json]');
  const comparison: Comparison = { date: new Date().toISOString(), note: values.note ?? null, machine: machine(), candidates, searches: [] };
  const stride = await startStride(ROOT, say);
  try {
    for (let seed = 1; seed <= seeds; seed++) {
      for (const strategy of STRATEGIES) comparison.searches.push(await runSearch(stride.url, { strategy, seed, candidates }, say));
    }
  } finally {
    await stride.stop();
  }
  process.stdout.write(values.json ? `${JSON.stringify(comparison)}\n` : readable(comparison));
  say(`Stored as ${path.relative('.', await store(comparison, path.join(ROOT, 'benchmarks', 'results')))}`);
}

await main();
