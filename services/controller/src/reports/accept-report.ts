import type { NewLiveEvent, Report, ReportOf, Verdict } from '@stride/contracts';
import { jointReward, type FailureReason } from '@stride/core';
import {
  addAttempt, addCurvePoint, appendEvents, candidateSummary, completeAttempt, countFailedAttempts, failAttempt,
  failCandidate, lockAttempt, orphanedAttempts, recordHeartbeat, referenceStepTime, releaseAttempt, renewLease,
  searchSummary, startAttempt, toWorker, type CurrentAttempt, type Database, type Failure, type Transaction,
} from '@stride/storage';

/** Tries of one candidate, the first included. */
export const MAX_ATTEMPTS = 3;

/** A running attempt that no heartbeat has renewed for this long is LOST. */
export const LEASE_SECONDS = 15;

/** Reasons that another try may not meet again. The others say something about the candidate itself. */
const RETRIED: ReadonlySet<FailureReason> = new Set(['LOST', 'ERROR']);

/** What came of a report, for the log and for whoever has to act on it. */
export interface Acceptance {
  readonly verdict: Verdict;
  /** Searches that have something new to do. */
  readonly wakes: readonly string[];
  readonly note: string;
}

/**
 * Accepts a report once: in one transaction behind the attempt's fence. A report of an attempt that was replaced,
 * cancelled or already reported changes nothing and is answered with stop.
 */
export function acceptReport(db: Database, report: Report, now: Date = new Date()): Promise<Acceptance> {
  return db.transaction((tx) => {
    if (report.type === 'heartbeat') return heartbeat(tx, report, now);
    return fenced(tx, report, now);
  });
}

/** Ends an attempt whose worker is gone. */
export function loseAttempt(db: Database, ref: ReportOf<'started'>['ref'], message: string, now = new Date()): Promise<boolean> {
  return db.transaction(async (tx) => {
    const attempt = await lockAttempt(tx, ref);
    if (attempt) await fail(tx, attempt, { reason: 'LOST', message, logTail: null, times: null, now });
    return attempt !== null;
  });
}

async function fenced(tx: Transaction, report: Exclude<Report, { type: 'heartbeat' }>, now: Date): Promise<Acceptance> {
  const attempt = await lockAttempt(tx, report.ref);
  if (!attempt) return { verdict: 'stop', wakes: [], note: 'ignored: not the current attempt' };
  switch (report.type) {
    case 'started':
      return started(tx, attempt, report);
    case 'evaluated':
      return evaluated(tx, attempt, report);
    case 'completed':
      return completed(tx, attempt, report, now);
    case 'failed':
      return failed(tx, attempt, report, now);
    case 'released':
      return released(tx, attempt, now);
  }
}

async function started(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'started'>): Promise<Acceptance> {
  await startAttempt(tx, attempt, { workerId: report.workerId, at: new Date(report.at), leaseSeconds: LEASE_SECONDS });
  await announce(tx, attempt);
  return { verdict: 'continue', wakes: [], note: 'started' };
}

async function evaluated(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'evaluated'>): Promise<Acceptance> {
  await addCurvePoint(tx, attempt.id, report.point);
  const { searchId, candidateId, candidateNumber: number } = attempt;
  await appendEvents(tx, [{ searchId, type: 'candidate.evaluated', data: { searchId, candidateId, number, point: report.point } }]);
  return { verdict: 'continue', wakes: [], note: 'evaluated' };
}

async function completed(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'completed'>, now: Date): Promise<Acceptance> {
  const { measurement, workerId, times } = report;
  const s0 = await referenceStepTime(tx, attempt.searchId, measurement.device, report.referenceStepTimeMs);
  const reward = jointReward(attempt.objective, {
    accuracy: measurement.accuracy, stepTimeMs: measurement.stepTimeMs.median, referenceStepTimeMs: s0.median,
    params: attempt.params, referenceParams: attempt.referenceParams,
  });
  const objection = objectionTo(attempt, measurement.params, reward);
  if (objection) return failWith(tx, attempt, { reason: 'ERROR', message: objection, logTail: null, times, now });
  await completeAttempt(tx, attempt, { measurement, reward, workerId, times, now });
  await announce(tx, attempt, { search: true });
  return { verdict: 'continue', wakes: [attempt.searchId], note: 'completed' };
}

/** A worker that trained something else than it was asked to must not be believed. */
function objectionTo(attempt: CurrentAttempt, params: number, reward: number): string | null {
  if (params !== attempt.params) {
    return `the worker trained a network of ${params} parameters; the architecture has ${attempt.params}`;
  }
  return Number.isFinite(reward) ? null : `the measurement gives no finite reward (${reward})`;
}

function failed(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'failed'>, now: Date): Promise<Acceptance> {
  const { reason, message, logTail, times, workerId } = report;
  return failWith(tx, { ...attempt, workerId }, { reason, message, logTail, times, now });
}

async function failWith(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<Acceptance> {
  await fail(tx, attempt, failure);
  return { verdict: 'continue', wakes: [attempt.searchId], note: `failed: ${failure.reason}` };
}

async function fail(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<void> {
  await failAttempt(tx, attempt, failure);
  const tries = await countFailedAttempts(tx, attempt.candidateId);
  const again = RETRIED.has(failure.reason) && tries < MAX_ATTEMPTS;
  if (again) await addAttempt(tx, attempt.candidateId, attempt.number + 1);
  else await failCandidate(tx, attempt, { ...failure, message: tries > 1 ? `${failure.message} (try ${tries})` : failure.message });
  await announce(tx, attempt, { search: !again });
}

async function released(tx: Transaction, attempt: CurrentAttempt, now: Date): Promise<Acceptance> {
  await releaseAttempt(tx, attempt, now);
  await addAttempt(tx, attempt.candidateId, attempt.number + 1);
  await announce(tx, attempt);
  return { verdict: 'stop', wakes: [attempt.searchId], note: 'given back' };
}

async function heartbeat(tx: Transaction, report: ReportOf<'heartbeat'>, now: Date): Promise<Acceptance> {
  const { worker, changed } = await recordHeartbeat(tx, report, now);
  const orphans = await orphanedAttempts(tx, report.worker.id, new Date(report.worker.startedAt));
  for (const ref of orphans) {
    const orphan = await lockAttempt(tx, ref);
    if (orphan) await fail(tx, orphan, { reason: 'LOST', message: `worker ${report.worker.id} ended and was started anew`, logTail: null, times: null, now });
  }
  const attempt = report.ref && (await lockAttempt(tx, report.ref));
  if (attempt) await renewLease(tx, attempt.id, LEASE_SECONDS, report.progress);
  const events: NewLiveEvent[] = [];
  if (changed) events.push({ searchId: null, type: 'worker.updated', data: toWorker(worker, now) });
  if (attempt) events.push({ searchId: attempt.searchId, type: 'candidate.updated', data: await candidateSummary(tx, attempt.candidateId) });
  await appendEvents(tx, events);
  return {
    verdict: report.ref && !attempt ? 'stop' : 'continue', wakes: orphans.map((orphan) => orphan.searchId), note: 'heartbeat',
  };
}

async function announce(tx: Transaction, attempt: CurrentAttempt, also: { search?: boolean } = {}): Promise<void> {
  const { searchId, candidateId } = attempt;
  const events: NewLiveEvent[] = [{ searchId, type: 'candidate.updated', data: await candidateSummary(tx, candidateId) }];
  if (also.search) events.push({ searchId, type: 'search.updated', data: await searchSummary(tx, searchId) });
  await appendEvents(tx, events);
}
