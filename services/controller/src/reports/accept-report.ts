import type { AttemptRef, NewLiveEvent, Report, ReportOf } from '@stride/contracts';
import { mayTryAgain, type FailureReason } from '@stride/core';
import {
  addAttempt, addCurvePoint, appendEvents, countFailedAttempts, failAttempt, failSubject, lockAttempt, orphanedAttempts,
  heldCandidates, recordHeartbeat, releaseAttempt, renewLease, startAttempt, toWorker, type CurrentAttempt, type Database, type Failure,
  type Transaction,
} from '@stride/storage';
import { evaluatedEvent, searchEvent, subjectEvent } from './events.js';
import { failedLine, releasedLine } from './log-lines.js';
import { measured } from './measured.js';
import type { Acceptance, Objection, Outcome } from './outcome.js';
import { judged } from './rung.js';
import { trained } from './trained.js';

/** A running attempt that no heartbeat has renewed for this long is LOST. */
export const LEASE_SECONDS = 15;

/**
 * Accepts a report once: in one transaction behind the attempt's fence. A report of an attempt that was replaced,
 * cancelled or already reported changes nothing and is answered with stop.
 */
export function acceptReport(db: Database, report: Report, now: Date = new Date()): Promise<Acceptance> {
  return db.transaction(async (tx) => {
    const { events, ...acceptance } = report.type === 'heartbeat' ? await heartbeat(tx, report, now) : await fenced(tx, report, now);
    await appendEvents(tx, events);
    return acceptance;
  });
}

/** Ends an attempt of which no report will tell: its worker is gone, or there is none that could take it. */
export function giveUpAttempt(
  db: Database, ref: AttemptRef, why: { readonly reason: FailureReason; readonly message: string }, now = new Date(),
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const attempt = await lockAttempt(tx, ref);
    if (attempt) await appendEvents(tx, await giveUp(tx, attempt, why, now));
    return attempt !== null;
  });
}

async function fenced(tx: Transaction, report: Exclude<Report, { type: 'heartbeat' }>, now: Date): Promise<Outcome> {
  const attempt = await lockAttempt(tx, report.ref);
  if (!attempt) return LATE;
  switch (report.type) {
    case 'started':
      return started(tx, attempt, report);
    case 'evaluated':
      return evaluated(tx, attempt, report);
    case 'completed':
    case 'pruned':
      return attempt.kind === 'candidate' ? refusable(tx, attempt, report, now, await measured(tx, attempt, report, now)) : MISPLACED;
    case 'trained':
      return attempt.kind === 'training' ? refusable(tx, attempt, report, now, await trained(tx, attempt, report, now)) : MISPLACED;
    case 'failed':
      return failed(tx, attempt, report, now);
    case 'released':
      return released(tx, attempt, now);
  }
}

const LATE: Outcome = { verdict: 'stop', wakes: [], note: 'ignored: not the current attempt', events: [] };
const MISPLACED: Outcome = { ...LATE, note: 'ignored: a result of another kind than the attempt is at' };

async function started(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'started'>): Promise<Outcome> {
  await startAttempt(tx, attempt, { workerId: report.workerId, at: new Date(report.at), leaseSeconds: LEASE_SECONDS });
  return { verdict: 'continue', wakes: [], note: 'started', events: [await subjectEvent(tx, attempt)] };
}

async function evaluated(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'evaluated'>): Promise<Outcome> {
  await addCurvePoint(tx, attempt.id, report.point);
  const verdict = attempt.kind === 'candidate' ? await judged(tx, attempt, report) : 'continue';
  return { verdict, wakes: [], note: verdict === 'prune' ? 'evaluated: to be pruned' : 'evaluated', events: [evaluatedEvent(attempt, report.point)] };
}

/** A result that cannot be believed is a failure of the attempt. */
async function refusable(
  tx: Transaction, attempt: CurrentAttempt, { workerId, times }: ReportOf<'completed' | 'pruned' | 'trained'>, now: Date, result: Outcome | Objection,
): Promise<Outcome> {
  if (!('objection' in result)) return result;
  const { objection: message, reason = 'ERROR' } = result;
  return failWith(tx, { ...attempt, workerId }, { reason, message, logTail: null, times, now });
}

function failed(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'failed'>, now: Date): Promise<Outcome> {
  const { reason, message, logTail, times, workerId } = report;
  return failWith(tx, { ...attempt, workerId }, { reason, message, logTail, times, now });
}

async function failWith(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<Outcome> {
  const events = await fail(tx, attempt, failure);
  return { verdict: 'continue', wakes: [attempt.searchId], note: `failed: ${failure.reason}`, events };
}

/** Ends the attempt, and either queues the candidate or the training once more or ends it, too. */
async function fail(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<NewLiveEvent[]> {
  await failAttempt(tx, attempt, failure);
  const tries = await countFailedAttempts(tx, attempt);
  if (mayTryAgain(failure.reason, tries)) {
    await addAttempt(tx, attempt, attempt.number + 1);
    return [await subjectEvent(tx, attempt), failedLine(attempt, failure, true)];
  }
  await failSubject(tx, attempt, { ...failure, message: tries > 1 ? `${failure.message} (try ${tries})` : failure.message });
  const event = await subjectEvent(tx, attempt);
  const line = failedLine(attempt, failure, false);
  return attempt.kind === 'candidate' ? [event, await searchEvent(tx, attempt), line] : [event, line];
}

function giveUp(
  tx: Transaction, attempt: CurrentAttempt, why: { readonly reason: FailureReason; readonly message: string }, now: Date,
): Promise<NewLiveEvent[]> {
  return fail(tx, attempt, { ...why, logTail: null, times: null, now });
}

async function released(tx: Transaction, attempt: CurrentAttempt, now: Date): Promise<Outcome> {
  await releaseAttempt(tx, attempt, now);
  await addAttempt(tx, attempt, attempt.number + 1);
  return { verdict: 'stop', wakes: [attempt.searchId], note: 'given back', events: [await subjectEvent(tx, attempt), releasedLine(now, attempt)] };
}

/** Attempts before the worker's row, like every other report: so that two reports of one worker cannot deadlock. */
async function heartbeat(tx: Transaction, { worker: identity, ref, state, progress }: ReportOf<'heartbeat'>, now: Date): Promise<Outcome> {
  const events: NewLiveEvent[] = [];
  const orphans = await orphanedAttempts(tx, identity.id, new Date(identity.startedAt));
  for (const orphanRef of orphans) {
    const orphan = await lockAttempt(tx, orphanRef);
    if (orphan) events.push(...(await giveUp(tx, orphan, { reason: 'LOST', message: `worker ${identity.id} ended and was started anew` }, now)));
  }
  const attempt = ref && (await lockAttempt(tx, ref));
  if (attempt) {
    await renewLease(tx, attempt.id, LEASE_SECONDS, progress);
    events.push(await subjectEvent(tx, attempt));
  }
  const { worker, changed } = await recordHeartbeat(tx, { worker: identity, ref, state }, now);
  if (changed) events.push({ searchId: null, type: 'worker.updated', data: toWorker(worker, await heldCandidates(tx, [worker]), now) });
  const verdict = ref && !attempt ? 'stop' : 'continue';
  return { verdict, wakes: orphans.map((orphan) => orphan.searchId), note: 'heartbeat', events };
}
