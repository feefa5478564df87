import { existsSync } from 'node:fs';
import path from 'node:path';
import { StrideError } from '@stride/core';

/** Beside the repository. */
const USUAL_PLACE = path.join('..', 'shared', 'data');
const FILE = 'anb_surrogate.json.gz';

/**
 * The folder of Accel-NASBench's data: the one that is named, or the usual place beside the repository.
 * @throws StrideError TABLE_INVALID when it is not there
 */
export function findAccelNasBench(named: string | null, repository: string): string {
  const folder = path.resolve(named ?? path.join(repository, USUAL_PLACE));
  if (existsSync(path.join(folder, FILE))) return folder;
  throw new StrideError('TABLE_INVALID',
    `There is no data of Accel-NASBench in ${folder}: ${FILE} is missing. Name its folder with --data, or another table of results with --table (docs/tables.md).`);
}
