import type { Dataset, TimingGate } from '@stride/core';
import type { DatasetInfo } from '../catalogue.js';

/** Runs a piece of work, waiting first while another process of the host times. */
export type Pace = TimingGate['shared'];

/** A folder that holds a dataset, as it was found: nothing is decoded yet. */
export interface DatasetFolder {
  readonly info: DatasetInfo;
  /** Every file that the decoded dataset depends on. */
  readonly files: readonly string[];
  /** @throws StrideError DATASET_CORRUPT naming the file that is missing or damaged */
  read(pace: Pace): Promise<Dataset>;
}
