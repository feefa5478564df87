import { parseArgs } from 'node:util';

export interface Arguments {
  readonly candidates: number;
  /** Page loads, and requests of each endpoint. */
  readonly loads: number;
  readonly requests: number;
  /** Of the table, each way. */
  readonly interactions: number;
  /** Of 100 events a second. */
  readonly streamSeconds: number;
  /** Events that a frozen tab misses. */
  readonly missed: number;
  /** Entry of another build's API, whose page is measured instead of this one's. */
  readonly api: string | null;
  readonly note: string | null;
  readonly json: boolean;
  readonly record: boolean;
}

const USAGE = `usage: npm run bench:dashboard -- [--candidates 10000] [--loads 5] [--requests 200] [--interactions 24] [--stream-seconds 60] [--missed 6000]
  [--api OTHER/services/api/dist/main.js] [--note TEXT] [--json] [--record]`;

const COUNT = { type: 'string' } as const;

/** @throws Error with the usage, for what is no whole number from 1 */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({ args: [...args], options: {
    candidates: COUNT, loads: COUNT, requests: COUNT, interactions: COUNT, 'stream-seconds': COUNT, missed: COUNT,
    api: { type: 'string' }, note: { type: 'string' }, json: { type: 'boolean', default: false }, record: { type: 'boolean', default: false },
  } });
  const count = (text: string | undefined, usual: number) => {
    const value = Number(text ?? usual);
    if (!Number.isInteger(value) || value < 1) throw new Error(`found ${JSON.stringify(text)}; expected a whole number from 1\n${USAGE}`);
    return value;
  };
  return {
    candidates: count(values.candidates, 10_000), loads: count(values.loads, 5), requests: count(values.requests, 200), interactions: count(values.interactions, 24),
    streamSeconds: count(values['stream-seconds'], 60), missed: count(values.missed, 6000),
    api: values.api ?? null, note: values.note ?? null, json: values.json, record: values.record,
  };
}
