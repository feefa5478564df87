import { parseArgs } from 'node:util';
import { STRATEGIES } from '@stride/core';

export const USAGE = `usage: npm run bench:search -- [--strategies ${STRATEGIES.map(({ name }) => name).join(',')}] [--seeds N] [--budgets 50,100,200,500]
         [--workers 1,16] [--table FILE ...] [--data FOLDER] [--only TEXT ...] [--scheduler NAME] [--jobs N] [--note TEXT] [--store] [--json]
       npm run bench:search -- --find-best [--data FOLDER]
       npm run bench:search -- --ask-times [--strategies NAMES] [--store] [--json]`;

export interface Options {
  readonly strategies: readonly StrategyChoice[];
  readonly seeds: number;
  /** Ascending. */
  readonly budgets: readonly number[];
  readonly workers: readonly number[];
  /** Files in the format of docs/tables.md; none: the data of Accel-NASBench. */
  readonly tables: readonly string[];
  /** Folder of Accel-NASBench's data; null: the usual place. */
  readonly data: string | null;
  /** Only scenarios whose name contains one of these; all where there is none. */
  readonly only: readonly string[];
  readonly scheduler: string | null;
  /** Searches that run at once; null: as many as there are cores. */
  readonly jobs: number | null;
  readonly note: string | null;
  /** Whether the results go into benchmarks/results: a run of one's own does not replace the record of the day. */
  readonly stored: boolean;
  readonly json: boolean;
  readonly findBest: boolean;
  readonly askTimes: boolean;
}

export interface StrategyChoice {
  /** As it was typed, options included: how results are called. */
  readonly label: string;
  readonly name: string;
  readonly options: Readonly<Record<string, number>>;
}

/** @throws Error naming the option */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      strategies: { type: 'string' }, seeds: { type: 'string' }, budgets: { type: 'string' }, workers: { type: 'string' },
      table: { type: 'string', multiple: true }, data: { type: 'string' }, only: { type: 'string', multiple: true }, scheduler: { type: 'string' },
      jobs: { type: 'string' }, note: { type: 'string' }, store: { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
      'find-best': { type: 'boolean', default: false }, 'ask-times': { type: 'boolean', default: false },
    },
  });
  return {
    strategies: strategiesOf(values.strategies ?? STRATEGIES.map(({ name }) => name).join(',')),
    seeds: whole('--seeds', values.seeds ?? '50'),
    budgets: wholes('--budgets', values.budgets ?? '50,100,200,500').toSorted((a, b) => a - b),
    workers: wholes('--workers', values.workers ?? '1,16'),
    tables: values.table ?? [], data: values.data ?? null, only: values.only ?? [], scheduler: values.scheduler ?? null,
    jobs: values.jobs === undefined ? null : whole('--jobs', values.jobs),
    note: values.note ?? null, stored: values.store, json: values.json, findBest: values['find-best'], askTimes: values['ask-times'],
  };
}

/** Names with options by colons, e.g. `evolution:populationSize=20:sampleSize=5`. */
function strategiesOf(text: string): StrategyChoice[] {
  return text.split(',').map((part) => {
    const [name = '', ...settings] = part.trim().split(':');
    if (!STRATEGIES.some((strategy) => strategy.name === name)) {
      throw new Error(`--strategies ${text}: found ${JSON.stringify(name)}; expected some of ${STRATEGIES.map((strategy) => strategy.name).join(', ')}.`);
    }
    return { label: part.trim(), name, options: Object.fromEntries(settings.map((setting) => settingOf(part, setting))) };
  });
}

function settingOf(part: string, setting: string): [string, number] {
  const [, name, value] = /^(\w+)=([-+.\de]+)$/.exec(setting) ?? [];
  if (name !== undefined && value !== undefined && Number.isFinite(Number(value))) return [name, Number(value)];
  throw new Error(`--strategies ${part}: found ${JSON.stringify(setting)}; expected OPTION=NUMBER.`);
}

function wholes(flag: string, text: string): number[] {
  return [...new Set(text.split(',').map((part) => whole(flag, part.trim())))];
}

function whole(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value;
  throw new Error(`${flag} ${text}: expected a whole number of 1 to 1000000.`);
}
