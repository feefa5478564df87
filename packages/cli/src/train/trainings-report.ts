import type { TrainingSummary } from '@stride/client';
import type { RankCorrelation } from '@stride/contracts';
import { rankWords, type TrainedInFull } from '@stride/core';
import { renderTable, type Column } from '../output/table.js';
import { count, NONE, orNone, percent } from '../output/words.js';

const COLUMNS: readonly Column[] = [
  { head: '' }, { head: 'test accuracy', align: 'right' }, { head: 'in the search', align: 'right' }, { head: 'parameters', align: 'right', leaveOut: 1 },
  { head: 'training', align: 'right' }, { head: 'device', flexible: true, leaveOut: 2 },
];

/** Trainings as a table, the best first and those without a result last. */
export function renderTrainings(trainings: readonly TrainingSummary[]): string {
  const rank = ({ test }: TrainingSummary) => test?.accuracy ?? -1;
  return renderTable(COLUMNS, trainings.toSorted((a, b) => rank(b) - rank(a)).map((training) => [
    `#${training.number}`,
    training.test ? percent(training.test.accuracy) : training.failureReason ? `failed: ${training.failureReason}` : training.status,
    orNone(training.proxyAccuracy, percent),
    count(training.params),
    orNone(training.trainSeconds, (seconds) => `${seconds.toFixed(0)} s`),
    training.device?.name ?? NONE,
  ]));
}

/** What the correlation says of the proxy task. */
export function explainCorrelation(correlation: RankCorrelation | null, trained: TrainedInFull): string {
  if (!correlation) return 'Train two candidates or more alike to see whether the proxy task ranks them as full training does.';
  const { finding, meaning } = rankWords(correlation, trained);
  return `${finding}\n${meaning}`;
}
