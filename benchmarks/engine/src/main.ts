/**
 * Trains networks with the engine and, where a Python with torch is at hand, with PyTorch, and compares their step times.
 * Everything that computes is a process of its own, asked in turns (protocol.ts); this one only asks and counts.
 */
import path from 'node:path';
import { StrideError } from '@stride/core';
import { openBackend } from '@stride/engine';
import { readOptions, USAGE, type BenchmarkedNet, type Options } from './arguments.js';
import { describeMachine } from './machine.js';
import { measureNet, type NetResult } from './measure.js';
import { measurePeak } from './peak.js';
import { readable } from './readable.js';
import { summaryOf, type Results } from './results.js';
import { measureTwoWorkerScaling } from './scaling.js';
import { store } from './store.js';
import { findTorch } from './torch.js';

/** In the middle of the three by size; a network that was named stands for itself. */
const SCALING_NET = 'cifar-b0';

const say = (text: string) => process.stderr.write(`${text}\n`);

async function run({ nets, note }: Options): Promise<Results> {
  const backend = await openBackend();
  backend.dispose();
  const torch = await findTorch(backend.exclusive);
  if (torch === null) say('No Python with torch was found; the engine is timed alone.');
  const machine = describeMachine(backend, torch);
  const peak = await measurePeak(torch);
  const results: NetResult[] = [];
  for (const net of nets) {
    say(`Timing ${net.name} …`);
    results.push(await measureNet(net, torch));
  }
  const scaled = nets.findIndex(({ name }) => name === SCALING_NET);
  const [net, result] = [nets.at(Math.max(scaled, 0)), results.at(Math.max(scaled, 0))];
  if (net === undefined || result === undefined) throw new Error('there is no network to time');
  const twoWorkerScaling = backend.exclusive ? null : await scaling(net, result);
  return { date: new Date().toISOString(), note, machine, peak, nets: results, twoWorkerScaling, twoWorkerNet: net.name };
}

function scaling(net: BenchmarkedNet, { stride }: NetResult): Promise<number | null> {
  say(`Timing two workers on ${net.name} …`);
  return measureTwoWorkerScaling(net, stride.stepMs.median);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const results = await run(options);
  process.stdout.write(options.json ? `${JSON.stringify(summaryOf(results))}\n` : readable(results));
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
