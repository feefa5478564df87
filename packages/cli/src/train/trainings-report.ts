import type { RankCorrelation, TrainingSummary } from '@stride/contracts';
import { rankWords, type TrainedInFull } from '@stride/core';
import Table from 'cli-table3';

/** Trainings as a table, the best first and those without a result last. */
export function renderTrainings(trainings: readonly TrainingSummary[]): string {
  const table = new Table({
    head: ['', 'test accuracy', 'in the search', 'parameters', 'training', 'device'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
    style: { head: process.stdout.isTTY ? ['cyan'] : [], border: process.stdout.isTTY ? ['grey'] : [] },
  });
  const rank = ({ test }: TrainingSummary) => test?.accuracy ?? -1;
  for (const training of trainings.toSorted((a, b) => rank(b) - rank(a))) {
    table.push([
      `#${training.number}`,
      training.test ? percent(training.test.accuracy) : training.failureReason ? `failed: ${training.failureReason}` : training.status,
      training.proxyAccuracy === null ? '-' : percent(training.proxyAccuracy),
      training.params.toLocaleString('en-US'),
      training.trainSeconds === null ? '-' : `${training.trainSeconds.toFixed(0)} s`,
      training.device?.name ?? '-',
    ]);
  }
  return table.toString();
}

const percent = (accuracy: number) => `${(accuracy * 100).toFixed(2)} %`;

/** What the correlation says of the proxy task. */
export function explainCorrelation(correlation: RankCorrelation | null, trained: TrainedInFull): string {
  if (!correlation) return 'Train two candidates or more alike to see whether the proxy task ranks them as full training does.';
  const { finding, meaning } = rankWords(correlation, trained);
  return `${finding}\n${meaning}`;
}
