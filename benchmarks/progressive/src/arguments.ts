import { parseArgs } from 'node:util';

export const USAGE = 'usage: npm run bench:progressive -- [--epochs N] [--seeds N] [--note TEXT] [--no-store] [--json]';

export interface Options {
  readonly epochs: number;
  readonly seeds: number;
  readonly note: string | null;
  /** Whether the results go into benchmarks/results. */
  readonly stored: boolean;
  readonly json: boolean;
}

/** With three seeds about ten minutes of one core. */
const EPOCHS = 8;
const SEEDS = 3;

/** @throws Error naming the option */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      epochs: { type: 'string' }, seeds: { type: 'string' }, note: { type: 'string' },
      'no-store': { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
    },
  });
  const { note = null, json } = values;
  return { epochs: whole('--epochs', values.epochs, EPOCHS), seeds: whole('--seeds', values.seeds, SEEDS), note, stored: !values['no-store'], json };
}

function whole(flag: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new Error(`${flag} ${text}: expected a whole number of 1 to 1000.`);
}
