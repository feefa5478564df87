/**
 * Does Fused-MBConv train faster, and where? Times both kinds of block by stage, image size and batch, and a network with its
 * first stages fused: the study that EfficientNetV2 starts from, on the user's own device.
 */
import { arch, availableParallelism, loadavg, platform, totalmem } from 'node:os';
import path from 'node:path';
import { StrideError } from '@stride/core';
import { openBackend, type Backend } from '@stride/engine';
import { readOptions, USAGE, type Options } from './arguments.js';
import { measureBlocks, measureNetworks } from './measure.js';
import { FULL, SMALL } from './plan.js';
import { readable, settingName } from './readable.js';
import type { BlockResult, Machine, NetworkResult, Results } from './results.js';
import { store } from './store.js';
import { clockOf } from './turns.js';

const say = (text: string) => process.stderr.write(`${text}\n`);

async function run({ plan: chosen, note }: Options): Promise<Results> {
  const backend = await openBackend();
  const plan = chosen ?? (backend.exclusive ? FULL : SMALL);
  const machine = machineOf(backend);
  const date = new Date().toISOString();
  const blocks: BlockResult[] = [], networks: NetworkResult[] = [];
  for (const setting of plan.settings) {
    say(`Timing at ${settingName(setting)} …`);
    blocks.push(...await measureBlocks(backend, setting, plan, (text) => say(`  ${text}`)));
    networks.push(...await measureNetworks(backend, setting, plan, (text) => say(`  ${text}`)));
  }
  backend.dispose();
  return { date, note, machine, plan, blocks, networks };
}

function machineOf(backend: Backend): Machine {
  return {
    device: backend.device.name, backend: backend.name, isAccelerator: backend.exclusive, threads: backend.device.threads, clock: clockOf(backend), cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30), platform: `${platform()} ${arch()}`, node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const started = performance.now();
  const results = await run(options);
  process.stdout.write(options.json ? `${JSON.stringify(results)}\n` : readable(results));
  say(`Took ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  if (options.resultsFolder !== null) say(`Stored as ${path.relative('.', await store(results, options.resultsFolder))}`);
}

try {
  await main();
} catch (error) {
  const typed = (error as { code?: unknown }).code?.toString().startsWith('ERR_PARSE_ARGS') ?? false;
  say(error instanceof StrideError ? `${error.code}: ${error.message}` : (error as Error).message);
  if (typed) say(USAGE);
  process.exitCode = 1;
}
