import type { ReportOf } from '@stride/contracts';
import { completeAttempt, completeTraining, type TrainingAttempt, type Transaction } from '@stride/storage';
import { subjectEvent } from './events.js';
import { trainedLine } from './log-lines.js';
import type { Objection, Outcome } from './outcome.js';

/** A candidate has been trained in full, and its weights are stored. */
export async function trained(
  tx: Transaction, attempt: TrainingAttempt, report: ReportOf<'trained'>, now: Date,
): Promise<Outcome | Objection> {
  const { curve, test, weights, device, trainSeconds, workerId, times } = report;
  if (!Number.isFinite(test.loss)) return { objection: `the loss on the test split is ${test.loss}`, reason: 'DIVERGED' };
  await completeAttempt(tx, attempt, { curve, workerId, times, now });
  await completeTraining(tx, attempt, { test, weights, device, trainSeconds, now });
  return { verdict: 'continue', wakes: [], note: 'trained', events: [await subjectEvent(tx, attempt), trainedLine(now, attempt, test.accuracy)] };
}
