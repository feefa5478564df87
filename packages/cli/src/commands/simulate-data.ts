import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';
import { findAccelNasBench, loadSurrogate, loadTable, medianSeconds, recordedWorlds, SEED_NOISE, surrogateData, tableData, type EvaluationData, type Table } from '@stride/simulator';
import { connect, type ConnectionFlags } from '../connection.js';
import { UsageError } from '../usage-error.js';
import { readRecordedSearch } from './simulate-search.js';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where results come from. */
export interface SimulationData {
  readonly name: string;
  /** In a few words. */
  readonly kind: 'table' | 'estimates from a recorded search' | 'surrogate';
  readonly unit: string;
  /** Standard deviation of one training. */
  readonly noise: number;
  /** Median duration of a training; null where it is not recorded. */
  readonly trainSeconds: number | null;
  /** What is not recorded but estimated. */
  readonly notes: readonly string[];
  readonly dataOf: (seed: number) => EvaluationData;
}

/**
 * The data that the command line names; Accel-NASBench's where it names none.
 * @throws StrideError TABLE_INVALID, SEARCH_UNKNOWN, NOT_READY; CONFIG_INVALID when it names two, or there is none
 */
export async function simulationData({ table, search, data, url }: ConnectionFlags & { readonly table: string | null; readonly search: string | null; readonly data: string | null }): Promise<SimulationData> {
  const named = Object.entries({ '--table': table, '--search': search, '--data': data }).filter(([, value]) => value !== null).map(([flag]) => flag);
  if (named.length > 1) throw new UsageError(`${named.join(' and ')} exclude each other: each says where results come from.`);
  if (table !== null) return describe('table', tableData(readTable(path.resolve(table))), []);
  if (search !== null) return ofSearch(search, { url });
  const surrogate = surrogateData(loadSurrogate(findAccelNasBench(data, REPOSITORY)), { objective: 'joint', noise: SEED_NOISE });
  return describe('surrogate', surrogate, ['Accuracy, step time and training time are a surrogate\'s: trees fitted to 5,138 ImageNet trainings of Accel-NASBench, on its devices.']);
}

/** The message of an error is all that a terminal shows, and a table can have many problems at once. */
function readTable(file: string): Table {
  try {
    return loadTable(file);
  } catch (error) {
    if (!(error instanceof StrideError) || error.issues.length < 2) throw error;
    const { code, message, issues } = error;
    throw new StrideError(code, [message, ...issues.map((issue) => `  ${issue.path || '/'}: ${issue.message}`)].join('\n'), { issues });
  }
}

async function ofSearch(id: string, flags: ConnectionFlags): Promise<SimulationData> {
  const { space, recorded } = await readRecordedSearch(connect(flags), id);
  const worlds = recordedWorlds(space, recorded);
  const completed = recorded.candidates.filter(({ reward }) => reward !== null).length;
  return {
    ...describe('estimates from a recorded search', worlds(1), [
      `Networks that the search did not train are estimated from the ${completed} that it completed: rewards are drawn from what these make likely, durations likewise; learning curves and failures are resampled.`,
    ]),
    dataOf: worlds,
  };
}

function describe(kind: SimulationData['kind'], data: EvaluationData, notes: readonly string[]): SimulationData {
  return { name: data.name, kind, unit: data.unit, noise: data.noise, trainSeconds: medianSeconds(data), notes, dataOf: () => data };
}
