import type { DatasetInfo } from '@stride/contracts';
import { StrideError, trainingSteps, type Issue, type ProxyTask } from '@stride/core';

/**
 * What the dataset cannot give and what no training run can do.
 * @throws StrideError PROXY_TASK_INVALID with every such thing
 */
export function checkProxyTask(task: ProxyTask, dataset: DatasetInfo): void {
  const issues = [...findIssues(task, dataset)];
  const [first] = issues;
  if (!first) return;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new StrideError('PROXY_TASK_INVALID', `the proxy task cannot be run on ${dataset.name}, at ${first.path}: ${first.message}${more}`, { issues });
}

function* findIssues(task: ProxyTask, { splits }: DatasetInfo): Iterable<Issue> {
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
}

function issue(field: keyof ProxyTask, found: number, expected: string): Issue {
  return { path: `/proxyTask/${field}`, message: `found ${found}; expected ${expected}` };
}
