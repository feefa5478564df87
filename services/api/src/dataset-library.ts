import { listDatasets, type DatasetListing } from '@stride/datasets';

/** The datasets that can be named in a request. */
export interface DatasetLibrary {
  /** Looks through the folders anew, so one that is added is there at once. @throws StrideError CONFIG_INVALID */
  list(): Promise<DatasetListing>;
}

/** @param dataDir folder whose subfolders are datasets, beside those that come with Stride */
export function datasetLibrary(dataDir?: string): DatasetLibrary {
  let looking: Promise<DatasetListing> | undefined;
  return {
    // Requests at the same time share one look.
    list: () => looking ??= listDatasets(dataDir).finally(() => { looking = undefined; }),
  };
}
