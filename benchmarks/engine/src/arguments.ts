import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { validateArchitecture, type Architecture } from '@stride/core';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

export interface BenchmarkedNet {
  readonly name: string;
  readonly architecture: Architecture;
  readonly batchSize: number;
}

export interface Options {
  readonly json: boolean;
  readonly nets: readonly BenchmarkedNet[];
  /** Where results go; null when a network was named, since its times compare with no other run's. */
  readonly resultsFolder: string | null;
  readonly note: string | null;
}

export const USAGE = `npm run bench:engine -- [--json] [--net FILE [--batch N]] [--note TEXT]
  --json       the figures as one JSON object on stdout
  --net FILE   this architecture document instead of the three standard networks; nothing is stored
  --batch N    images a step for --net, default 32
  --note TEXT  stored with the results, e.g. what else the machine was doing`;

const STANDARD = [['small', 32], ['cifar-b0', 32], ['b0-96', 16]] as const;

/** @throws Error for the person who typed it; StrideError ARCHITECTURE_INVALID */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false }, net: { type: 'string' }, batch: { type: 'string' }, note: { type: 'string' },
    },
  });
  const { json, net, batch, note = null } = values;
  if (net === undefined) {
    if (batch !== undefined) throw new Error('--batch goes with --net; the standard networks have fixed batches.');
    const nets = STANDARD.map(([name, batchSize]) => readNet(path.join(FOLDER, 'nets', `${name}.json`), batchSize));
    return { json, nets, resultsFolder: path.join(FOLDER, '..', 'results'), note };
  }
  const batchSize = Number(batch ?? 32);
  if (!Number.isInteger(batchSize) || batchSize < 1) throw new Error(`--batch ${batch}: expected a whole number of at least 1.`);
  return { json, nets: [readNet(net, batchSize)], resultsFolder: null, note };
}

/** A bare architecture document, or a document that holds one under `architecture`, as exports do. */
function readNet(file: string, batchSize: number): BenchmarkedNet {
  if (!existsSync(file)) throw new Error(`${file} does not exist.`);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const inner = (document as { architecture?: unknown } | null)?.architecture;
  return { name: path.basename(file, '.json'), architecture: validateArchitecture(inner ?? document), batchSize };
}
