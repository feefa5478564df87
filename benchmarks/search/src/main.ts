/** Which strategy finds the better network with fewer candidates? Every strategy searches every table, seed by seed, in virtual time. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';
import { featuresOf, findAccelNasBench } from '@stride/simulator';
import { loadSpace, readableAskTimes, timeAsks } from './ask-times.js';
import { readOptions, USAGE, type Options } from './arguments.js';
import { findBest } from './find-best.js';
import { describeMachine } from './machine.js';
import { readable } from './readable.js';
import { resultsOf, type Benchmark, type Group } from './results.js';
import { accelNasBench, dataOf, nameOf, type About, type Scenario, type Source } from './scenarios.js';
import { runTasks } from './search-processes.js';
import { store, storeAskTimes } from './store.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RESULTS = path.join(ROOT, 'benchmarks', 'results');

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Between the budgets, for the curves. */
const CURVE_MARKS = [10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000];

async function run(options: Options): Promise<Benchmark> {
  const { strategies, seeds, budgets, scheduler, jobs, note } = options;
  const machine = describeMachine(ROOT);
  const date = new Date().toISOString();
  const largest = budgets.at(-1) as number;
  const marks = [...new Set([...budgets, ...CURVE_MARKS.filter((mark) => mark < largest)])].toSorted((a, b) => a - b);
  const plan = scenariosOf(options).flatMap(({ scenario, about }) => strategies.map((strategy) => ({ scenario, about, strategy })));
  const seedsOf = Array.from({ length: seeds }, (_, index) => index + 1);
  const tasks = plan.flatMap(({ scenario, strategy }) => seedsOf.map((seed) => ({ scenario, strategy, scheduler, seed, marks })));
  const outcomes = await runTasks(tasks, jobs ?? availableParallelism(), progressOf(plan.map(labelOf), seeds));
  const groups: Group[] = plan.map((group, index) => ({ ...group, outcomes: outcomes.slice(index * seeds, (index + 1) * seeds) }));
  return { date, note, machine, seeds, budgets, marks, scheduler, results: resultsOf(groups, marks, budgets) };
}

function labelOf({ scenario: { source, workers }, strategy }: Pick<Group, 'scenario' | 'strategy'>): string {
  return `${nameOf(source)}, ${workers} worker${workers === 1 ? '' : 's'}, ${strategy.label}`;
}

/** What cannot be read shows here, before the first search and not hours later. */
function scenariosOf({ tables, data, only, workers }: Options): { readonly scenario: Scenario; readonly about: About }[] {
  const sources: Source[] = tables.length > 0 ? tables.map((file) => ({ kind: 'table', file })) : accelNasBench(findAccelNasBench(data, ROOT));
  const chosen = sources.filter((source) => only.length === 0 || only.some((text) => nameOf(source).includes(text)));
  if (chosen.length === 0) throw new Error(`--only ${only.join(' --only ')}: expected a part of one of these names: ${sources.map(nameOf).join('; ')}.`);
  return chosen.flatMap((source) => {
    const { name, noise, unit, best } = dataOf(source);
    return workers.map((count) => ({ scenario: { source, workers: count }, about: { name, noise, unit, best } }));
  });
}

/** One line for every strategy that is done with a scenario; on a terminal it counts. */
function progressOf(labels: readonly string[], seeds: number): (task: number) => void {
  const started = performance.now();
  const done = labels.map(() => 0);
  return (task) => {
    const group = Math.floor(task / seeds);
    const count = (done[group] ?? 0) + 1;
    done[group] = count;
    const line = `${labels[group]}: ${count}/${seeds} searches, ${((performance.now() - started) / 1000).toFixed(0)} s since the start`;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${line}${count === seeds ? '\n' : ''}`);
    else if (count === seeds) say(line);
  };
}

async function measureAskTimes({ strategies, json, stored }: Options): Promise<void> {
  const run = { machine: describeMachine(ROOT), date: new Date().toISOString() };
  const space = loadSpace(ROOT);
  const times = strategies.map((strategy) => {
    say(`${strategy.label} …`);
    return timeAsks(space, strategy);
  });
  const text = readableAskTimes(times, run.machine, run.date);
  process.stdout.write(json ? `${JSON.stringify({ ...run, times })}\n` : text);
  if (stored) say(`Stored as ${path.relative('.', await storeAskTimes(text, run, RESULTS))}`);
}

const RESTARTS = 60;

function lookForBest({ data }: Options): void {
  for (const source of accelNasBench(findAccelNasBench(data, ROOT))) {
    if (source.kind !== 'surrogate' || source.noise > 0) continue;
    const { space, trueReward, best } = dataOf(source);
    for (const seed of [1, 2]) {
      const { encoding, value, times } = findBest(space, (point) => trueReward(point) ?? -Infinity, RESTARTS, seed);
      say(`${nameOf(source)}, seed ${seed}: ${value.toFixed(6)} at ${featuresOf(encoding).join('')}, the end of ${times} of ${RESTARTS} ascents; best known ${best.toFixed(6)}`);
    }
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.findBest) return lookForBest(options);
  if (options.askTimes) return measureAskTimes(options);
  const benchmark = await run(options);
  process.stdout.write(options.json ? `${JSON.stringify({ results: benchmark.results.map(({ curve: _, ...result }) => result) })}\n` : readable(benchmark));
  if (options.stored) say(`Stored as ${path.relative('.', await store(benchmark, RESULTS))}`);
}

try {
  await main();
} catch (error) {
  const typed = (error as { code?: unknown }).code?.toString().startsWith('ERR_PARSE_ARGS') ?? false;
  say(error instanceof StrideError ? withIssues(error) : (error as Error).message);
  if (typed) say(USAGE);
  process.exitCode = 1;
}

function withIssues({ code, message, issues }: StrideError): string {
  return [`${code}: ${message}`, ...issues.map((issue) => `  ${issue.path || '/'}: ${issue.message}`)].join('\n');
}
