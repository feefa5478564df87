import type { DatasetInfo, Train } from '@stride/contracts';
import { fullTrainingTask, NO_AUGMENTATION, StrideError, totalStride, type Architecture, type ProxyTask } from '@stride/core';
import type { DatasetListing } from '@stride/datasets';
import type { TrainingChoice } from '@stride/storage';
import { checkProxyTask } from '../new-search/proxy-task.js';

/** @throws StrideError INVALID_REQUEST when both are named */
export function resolveChoice({ top, candidateIds }: Train): TrainingChoice {
  if (candidateIds === undefined) return { top: top ?? 1 };
  if (top === undefined) return { candidateIds };
  throw new StrideError('INVALID_REQUEST', 'the request names both top and candidateIds; it takes one of them',
    { issues: [{ path: '/top', message: `found ${top} beside candidateIds; expected one of the two` }] });
}

/**
 * The recipe of a full training with what the request changes in it. Trainings without a seed of their own have the same
 * one, so that the same request is the same training.
 * @throws StrideError PROXY_TASK_INVALID
 */
export function resolveTask(given: Train['task'], architecture: Architecture, dataset: DatasetInfo): ProxyTask {
  const task = fullTrainingTask(defined(given ?? {}), architecture);
  checkProxyTask(task, dataset, '/task', totalStride(architecture));
  return task;
}

/** @throws StrideError DATASET_UNKNOWN when a dataset that a search was made with is no longer there */
export function datasetOf(listing: DatasetListing, name: string): DatasetInfo {
  const dataset = listing.datasets.find((each) => each.name === name);
  if (dataset) return dataset;
  const known = listing.datasets.map((each) => each.name).join(', ');
  throw new StrideError('DATASET_UNKNOWN', `the dataset ${JSON.stringify(name)} of this search is not there any more; there are ${known}`);
}

function defined(fields: { readonly [K in keyof ProxyTask]?: ProxyTask[K] | undefined }): Partial<ProxyTask> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<ProxyTask>;
  return given.augmentation ? { ...given, augmentation: { ...NO_AUGMENTATION, ...given.augmentation } } : given;
}
