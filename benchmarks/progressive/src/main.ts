/**
 * Does progressive learning pay here? Trains the same network at a fixed image size, with growing images, and with growing
 * images and regularization, seed by seed, so that whatever else the machine does hits all three.
 */
import { availableParallelism, loadavg, platform, arch, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { costOf, formatArchitecture, NOT_PROGRESSIVE, StrideError, trainingSteps } from '@stride/core';
import { loadDataset } from '@stride/datasets';
import { openBackend, type Backend } from '@stride/engine';
import { readOptions, USAGE, type Options } from './arguments.js';
import { measure, type Machine, type RunResult } from './measure.js';
import { readable } from './readable.js';
import { summaryOf, type Results } from './results.js';
import { store } from './store.js';
import { DATASET, NETWORK, taskOf, VARIANTS } from './variants.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RESULTS = path.join(ROOT, 'benchmarks', 'results');

const say = (text: string) => process.stderr.write(`${text}\n`);

async function run({ epochs, seeds, note }: Options): Promise<Results> {
  const dataset = await loadDataset(DATASET, { cacheDir: path.join(process.env['STRIDE_HOME'] || path.join(ROOT, '.stride'), 'datasets') });
  const backend = await openBackend();
  const machine = machineOf(backend);
  const date = new Date().toISOString();
  const runs: RunResult[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    for (const variant of VARIANTS) {
      say(`Seed ${seed}, ${variant.name} …`);
      const result = await measure(backend, dataset, variant, epochs, seed);
      say(`  test accuracy ${(100 * result.testAccuracy).toFixed(2)} %, ${result.cpuSeconds.toFixed(0)} s of processor time`);
      runs.push(result);
    }
  }
  backend.dispose();
  const { seed: _seed, progressive: _progressive, ...task } = taskOf(NOT_PROGRESSIVE, epochs, 0);
  return {
    date, note, machine, dataset: DATASET, network: formatArchitecture(NETWORK), parameters: costOf(NETWORK).params, epochs,
    steps: trainingSteps(taskOf(NOT_PROGRESSIVE, epochs, 0), dataset.train.size), task,
    schedules: Object.fromEntries(VARIANTS.map(({ name, progressive }) => [name, progressive])), runs,
  };
}

function machineOf({ device }: Backend): Machine {
  return {
    device, cores: availableParallelism(), memoryGB: Math.round(totalmem() / 2 ** 30), platform: `${platform()} ${arch()}`, node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const results = await run(options);
  process.stdout.write(options.json ? `${JSON.stringify({ machine: results.machine, summary: summaryOf(results.runs) })}\n` : readable(results));
  if (options.stored) say(`Stored as ${path.relative('.', await store(results, RESULTS))}`);
}

try {
  await main();
} catch (error) {
  const typed = (error as { code?: unknown }).code?.toString().startsWith('ERR_PARSE_ARGS') ?? false;
  say(error instanceof StrideError ? `${error.code}: ${error.message}` : (error as Error).message);
  if (typed) say(USAGE);
  process.exitCode = 1;
}
