import type { DatasetInfo } from '@stride/contracts';
import { choicesOf, progressiveIssues, StrideError, totalStride, trainingSteps, type Choice, type Issue, type ProxyTask, type SearchSpace } from '@stride/core';

/**
 * What the dataset cannot give and what no training run can do.
 * @param path where the task stands in the request
 * @param stride the largest total stride of the networks that are trained; no stage's images may be smaller
 * @throws StrideError PROXY_TASK_INVALID with every such thing
 */
export function checkProxyTask(task: ProxyTask, dataset: DatasetInfo, path = '/proxyTask', stride = 1): void {
  const issues = [...findIssues(task, dataset, stride)].map((issue) => ({ ...issue, path: `${path}${issue.path}` }));
  const [first] = issues;
  if (!first) return;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new StrideError('PROXY_TASK_INVALID', `the task cannot be run on ${dataset.name}, at ${first.path}: ${first.message}${more}`, { issues });
}

/** Of the networks of a space and its reference, the largest total stride. */
export function largestTotalStride({ stem, stages, reference }: SearchSpace): number {
  const largest = (choice: Choice<number>) => Math.max(...choicesOf(choice));
  const ofSpace = stages.reduce((product, { stride, layers }) => (largest(layers) === 0 ? product : product * largest(stride)), largest(stem.stride));
  return Math.max(ofSpace, totalStride(reference));
}

function* findIssues(task: ProxyTask, { splits, shape }: DatasetInfo, stride: number): Iterable<Issue> {
  if (task.trainSamples !== null && task.trainSamples > splits.train) {
    yield issue('trainSamples', task.trainSamples, `at most ${splits.train}, the size of the training split`);
  }
  if (task.validationSamples !== null && task.validationSamples > splits.validation) {
    yield issue('validationSamples', task.validationSamples, `at most ${splits.validation}, the size of the validation split`);
  }
  const samples = Math.min(task.trainSamples ?? splits.train, splits.train);
  if (task.batchSize > samples) {
    yield issue('batchSize', task.batchSize, `at most ${samples}, the number of training images used`);
  }
  const steps = trainingSteps(task, splits.train);
  if (task.evaluations > steps) {
    yield issue('evaluations', task.evaluations, `at most ${steps}, the number of training steps`);
  }
  // Networks take the dataset's images as they are.
  yield* progressiveIssues(task.progressive, { input: shape, totalStride: stride, steps });
}

function issue(field: keyof ProxyTask, found: number, expected: string): Issue {
  return { path: `/${field}`, message: `found ${found}; expected ${expected}` };
}
