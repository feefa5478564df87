import type { CAC } from 'cac';
import { SCHEDULERS, STRATEGIES } from '@stride/core';
import { withUrl } from '../connection.js';
import { UsageError } from '../usage-error.js';
import { wholeNumber } from '../whole-number.js';

export interface SimulateFlags {
  candidates: unknown;
  workers: unknown;
  seeds: unknown;
  strategy?: string;
  scheduler: string;
  table?: unknown;
  search?: unknown;
  data?: unknown;
  trainSeconds?: unknown;
  stragglers: unknown;
  crashes: unknown;
  failures: unknown;
  json?: boolean;
  url?: unknown;
}

/** `stride simulate`: what a search would cost and find, without training anything. */
export function registerSimulate(cli: CAC): void {
  withUrl(cli.command('simulate', 'What would so many candidates on so many workers cost and find? Replays recorded results; nothing is trained'))
    .option('--candidates <n>', 'Candidates of the search', { default: 100 })
    .option('--workers <n>', 'Workers that train at once', { default: 4 })
    .option('--strategy <name>', `${STRATEGIES.map(({ name }) => name).join(', ')}; default ${STRATEGIES[0]?.name}`)
    .option('--scheduler <name>', SCHEDULERS.map(({ name }) => name).join(', '), { default: 'none' })
    .option('--table <file>', 'Recorded results to search in, as docs/tables.md describes them')
    .option('--search <id>', 'A finished search of the Stride that runs here: its candidates are the data, others are estimated from them')
    .option('--data <folder>', 'Where Accel-NASBench\'s data is, which is searched in without --table and --search')
    .option('--train-seconds <x>', 'Median duration of one training; default: as recorded, or 600')
    .option('--stragglers <share>', 'Trainings that take three times as long', { default: 0 })
    .option('--crashes <share>', 'Trainings whose worker dies on the way; they are tried again', { default: 0 })
    .option('--failures <share>', 'Candidates that fail however often they are tried, beside those of the data', { default: 0 })
    .option('--seeds <n>', 'Searches that are simulated, each with a seed of its own', { default: 5 })
    .option('--json', 'Print one JSON object on stdout, everything else on stderr')
    .example('  stride simulate --candidates 500 --workers 8 --scheduler asha')
    .example('  stride simulate --search 019a... --candidates 200 --workers 4')
    .action(simulateCommand);
}

async function simulateCommand(flags: SimulateFlags): Promise<void> {
  const { runSimulation } = await import('./simulate-run.js');
  await runSimulation({
    candidates: positive('--candidates', flags.candidates), workers: positive('--workers', flags.workers), seeds: positive('--seeds', flags.seeds),
    strategy: flags.strategy, scheduler: flags.scheduler, json: flags.json ?? false,
    table: textOf(flags.table), search: textOf(flags.search), data: textOf(flags.data), url: flags.url,
    trainSeconds: flags.trainSeconds === undefined ? null : seconds('--train-seconds', flags.trainSeconds),
    stragglers: share('--stragglers', flags.stragglers), crashes: share('--crashes', flags.crashes), failures: share('--failures', flags.failures),
  });
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : String(value);
}

function positive(flag: string, value: unknown): number {
  const number = wholeNumber(flag, value);
  if (number >= 1) return number;
  throw new UsageError(`${flag} is 0; it takes a whole number of 1 or more.`);
}

function seconds(flag: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`${flag} is ${JSON.stringify(value)}; it takes a number of seconds above 0.`);
}

function share(flag: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new UsageError(`${flag} is ${JSON.stringify(value)}; it takes a share from 0 to 1.`);
}
