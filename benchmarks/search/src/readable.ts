/** The same figures as Markdown, for a terminal and for a file. */
import { groupBy } from './group-by.js';
import type { Machine } from './machine.js';
import { REFERENCES } from './references.js';
import type { Benchmark, Mean, Result } from './results.js';

/** @param plots file names of the plots, beside the Markdown, by table; none in a terminal */
export function readable(benchmark: Benchmark, plots: ReadonlyMap<string, string> = new Map()): string {
  const { machine, note, seeds, budgets, scheduler, results } = benchmark;
  const scenarios = [...groupBy(results, scenarioOf).values()];
  return `${[
    `# Search quality, ${benchmark.date.slice(0, 10)}`,
    machineLine(machine),
    ...(note === null ? [] : [`Note: ${note}`]),
    `Mean regret over ${seeds} seeds, with its standard error, by number of evaluations: how far the true reward of the winner is below the best that is known. `
      + `In brackets its ratio to random search. Accelerator hours are virtual: what all trainings of a search of ${budgets.at(-1)} take together.${scheduler === null ? '' : ` Scheduler: ${scheduler}.`}`,
    ...scenarios.flatMap((scenario) => sectionOf(scenario, budgets, plots)),
    ...manyWorkers(results, budgets),
  ].join('\n\n')}\n`;
}

export function machineLine({ cpu, cores, memoryGB, platform, node, commit, loadBefore }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGB} GB, ${platform}, Node ${node}${commit === null ? '' : `, commit ${commit}`}. Load before the run: ${loadBefore}.`;
}

function scenarioOf({ table, noise, workers }: Result): string {
  return `${table}, ${noise > 0 ? `noise of sd ${Number(noise.toPrecision(3))}` : 'no noise'}, ${workers} worker${workers === 1 ? '' : 's'}`;
}

function sectionOf(results: readonly Result[], budgets: readonly number[], plots: ReadonlyMap<string, string>): string[] {
  const [first] = results;
  if (first === undefined) return [];
  const random = results.find(({ strategy }) => strategy === 'random');
  const plot = plots.get(plotKey(first));
  const rows = results.map(({ strategy, regret, cpuSeconds, workerSeconds }) => [
    strategy, ...budgets.map((budget) => cell(regret[budget], random?.regret[budget])), cpuSeconds.mean.toFixed(2), (workerSeconds.mean / 3600).toFixed(1),
  ]);
  return [
    `## ${scenarioOf(first)}`,
    `Regret in ${first.unit}; best known ${first.best.toFixed(4)}.`,
    table(['', ...budgets.map(String), 'CPU s a search', 'accelerator h'], [...rows, ...referenceRows(first, budgets)]),
    ...(plot === undefined ? [] : [`![Regret by number of evaluations](${plot})`]),
  ];
}

export function plotKey({ table, noise, workers }: Result): string {
  return `${table}/${noise}/${workers}`;
}

function cell(regret: Mean | undefined, random: Mean | undefined): string {
  if (regret === undefined) return '';
  const toRandom = random === undefined || random === regret ? '' : ` (${ratio(regret, random)})`;
  return `${figure(regret.mean)} ± ${figure(regret.se)}${toRandom}`;
}

/** Nothing is a multiple of no regret at all. */
function ratio(regret: Mean | undefined, base: Mean | undefined): string {
  return regret === undefined || base === undefined || base.mean === 0 ? '-' : (regret.mean / base.mean).toFixed(2);
}

function figure(value: number): string {
  return Math.abs(value) >= 0.01 || value === 0 ? value.toFixed(3) : value.toPrecision(2);
}

/** What others measured in the same place. */
function referenceRows({ table: name, noise, workers }: Result, budgets: readonly number[]): string[][] {
  if (name !== 'accel-nasbench surrogate top1' || workers !== 1) return [];
  return Object.entries(REFERENCES[noise > 0 ? 'noisy' : 'plain']).map(([strategy, regret]) => (
    [`reference: ${strategy}`, ...budgets.map((budget) => regret[budget]?.toFixed(2) ?? ''), '', '']));
}

/** What it costs that results come late: the same search with many workers. */
function manyWorkers(results: readonly Result[], budgets: readonly number[]): string[] {
  const most = Math.max(...results.map(({ workers }) => workers));
  const rows = results.flatMap((result) => {
    const alone = results.find(({ table: name, noise, workers, strategy }) => (
      workers === 1 && name === result.table && noise === result.noise && strategy === result.strategy));
    if (result.workers !== most || most === 1 || alone === undefined) return [];
    const ratios = budgets.map((budget) => ratio(result.regret[budget], alone.regret[budget]));
    return [[result.table, result.noise > 0 ? 'yes' : 'no', result.strategy, ...ratios]];
  });
  if (rows.length === 0) return [];
  return [`## ${most} workers against one`, `Regret with ${most} workers over regret with one, after as many evaluations.`, table(['table', 'noise', 'strategy', ...budgets.map(String)], rows)];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((content, column) => content.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
