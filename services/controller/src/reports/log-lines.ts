/** What a report leaves in the log of its search. */
import type { NewLiveEvent } from '@stride/contracts';
import type { Measurement, TimingFlag } from '@stride/core';
import { firstLine, logLine, type CurrentAttempt, type Failure } from '@stride/storage';

const DOUBTS: Readonly<Record<TimingFlag, string>> = {
  UNSTABLE: 'its steps took very different times, also when they were timed again',
  CALIBRATION_OFF: 'the device was slower or faster than usual while it was timed',
};

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
const ms = (time: number) => `${time.toPrecision(3)} ms`;

/** @param prunedAtStep null: trained to the end */
export function measuredLines(at: Date, attempt: CurrentAttempt & { readonly role?: string }, { accuracy, stepTimeMs, timingFlags }: Measurement, reward: number, prunedAtStep: number | null): NewLiveEvent[] {
  const { searchId } = attempt;
  const figures = `${percent(accuracy)} validation accuracy at ${ms(stepTimeMs.median)} a training step`;
  const message = attempt.role === 'reference' ? `The reference reaches ${figures}, which all rewards are measured against.`
    : prunedAtStep === null ? `Completed: ${figures}, reward ${reward.toFixed(4)}.` : `Pruned after step ${prunedAtStep}, at ${figures}.`;
  const doubts = timingFlags.map((flag) => logLine(at, searchId, 'warning', `Its step time is doubtful: ${DOUBTS[flag]}.`, attempt));
  return [logLine(at, searchId, 'info', message, attempt), ...doubts];
}

export function failedLine(attempt: CurrentAttempt, { reason, message, now }: Failure, isTriedAgain: boolean): NewLiveEvent {
  const what = attempt.kind === 'training' ? 'Its full training' : 'It';
  return isTriedAgain
    ? logLine(now, attempt.searchId, 'warning', `Attempt ${attempt.number} ended with ${reason}: ${firstLine(message)}. ${what} is tried again.`, attempt)
    : logLine(now, attempt.searchId, 'error', `${what} failed with ${reason}: ${firstLine(message)}.`, attempt);
}

export function releasedLine(at: Date, attempt: CurrentAttempt): NewLiveEvent {
  return logLine(at, attempt.searchId, 'info', 'Given back by its worker, which was stopped; it is tried again.', attempt);
}

export function trainedLine(at: Date, attempt: CurrentAttempt, accuracy: number): NewLiveEvent {
  return logLine(at, attempt.searchId, 'info', `Trained in full: ${percent(accuracy)} of the test images are right.`, attempt);
}
