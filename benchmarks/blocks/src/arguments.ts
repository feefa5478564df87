import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FULL, QUICK, SMALL, type Plan } from './plan.js';

export const USAGE = `npm run bench:blocks -- [--plan small|full] [--quick] [--json] [--note TEXT] [--out FOLDER]
  --plan NAME   small: half the channels, for one core of a CPU; full: as published, for a GPU; default: what suits the device
  --quick       seconds instead of minutes, to see that it works: the times mean nothing and are not stored
  --json        the figures as one JSON object on stdout
  --note TEXT   stored with the results, e.g. what else the machine was doing
  --out FOLDER  default: benchmarks/results`;

export interface Options {
  /** Null: what suits the device. */
  readonly plan: Plan | null;
  readonly json: boolean;
  readonly note: string | null;
  /** Null: nothing is stored. */
  readonly resultsFolder: string | null;
}

const PLANS: Readonly<Record<string, Plan>> = { small: SMALL, full: FULL };
const RESULTS = fileURLToPath(new URL('../../results', import.meta.url));

/** @throws Error for the person who typed it */
export function readOptions(args: readonly string[]): Options {
  const { values: { plan, quick, json, note = null, out } } = parseArgs({
    args: [...args],
    options: {
      plan: { type: 'string' }, quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
      note: { type: 'string' }, out: { type: 'string' },
    },
  });
  if (quick && plan !== undefined) throw new Error('--quick is a plan of its own; leave out --plan.');
  if (plan !== undefined && !Object.hasOwn(PLANS, plan)) throw new Error(`--plan ${plan}: there is ${Object.keys(PLANS).join(', ')}.`);
  const chosen = quick ? QUICK : plan === undefined ? null : PLANS[plan] ?? null;
  return { plan: chosen, json, note, resultsFolder: out === undefined ? (quick ? null : RESULTS) : path.resolve(out) };
}
