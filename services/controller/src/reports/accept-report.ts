import type { AttemptRef, NewLiveEvent, Report, ReportOf, Verdict } from '@stride/contracts';
import { isCalibrationOff, jointReward, type FailureReason, type Measurement, type StepTime } from '@stride/core';
import {
  addAttempt, addCurvePoint, appendEvents, candidateSummary, completeAttempt, countFailedAttempts, failAttempt,
  failCandidate, lockAttempt, orphanedAttempts, recentCalibrations, recordHeartbeat, referenceStepTime, releaseAttempt,
  renewLease, replaceReferenceStepTime, scoredCandidates, searchSummary, setReward, startAttempt, toWorker,
  type CurrentAttempt, type Database, type Failure, type ScoredCandidate, type Transaction,
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

/** What a handler did in the transaction, with the events that tell of it. */
interface Outcome extends Acceptance {
  readonly events: readonly NewLiveEvent[];
}

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

/** Ends an attempt whose worker is gone. */
export function loseAttempt(db: Database, ref: AttemptRef, message: string, now = new Date()): Promise<boolean> {
  return db.transaction(async (tx) => {
    const attempt = await lockAttempt(tx, ref);
    if (attempt) await appendEvents(tx, await lose(tx, attempt, message, now));
    return attempt !== null;
  });
}

async function fenced(tx: Transaction, report: Exclude<Report, { type: 'heartbeat' }>, now: Date): Promise<Outcome> {
  const attempt = await lockAttempt(tx, report.ref);
  if (!attempt) return { verdict: 'stop', wakes: [], note: 'ignored: not the current attempt', events: [] };
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

async function started(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'started'>): Promise<Outcome> {
  await startAttempt(tx, attempt, { workerId: report.workerId, at: new Date(report.at), leaseSeconds: LEASE_SECONDS });
  return { verdict: 'continue', wakes: [], note: 'started', events: [await candidateEvent(tx, attempt)] };
}

async function evaluated(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'evaluated'>): Promise<Outcome> {
  await addCurvePoint(tx, attempt.id, report.point);
  const { searchId, candidateId, candidateNumber: number } = attempt;
  const event: NewLiveEvent = { searchId, type: 'candidate.evaluated', data: { searchId, candidateId, number, point: report.point } };
  return { verdict: 'continue', wakes: [], note: 'evaluated', events: [event] };
}

async function completed(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'completed'>, now: Date): Promise<Outcome> {
  const { workerId, times } = report;
  const objection = objectionTo(attempt, report.measurement.params);
  if (objection) return failWith(tx, attempt, { reason: 'ERROR', message: objection, logTail: null, times, now });
  const measurement = await withCalibrationFlag(tx, attempt, report.measurement);
  const s0 = attempt.role === 'reference'
    ? measurement.stepTimeMs
    : await referenceStepTime(tx, attempt.searchId, measurement.device, report.referenceStepTimeMs);
  const reward = rewardOf(attempt, s0, { ...attempt, accuracy: measurement.accuracy, stepTimeMs: measurement.stepTimeMs.median });
  if (!Number.isFinite(reward)) {
    const message = `the measurement gives no finite reward (${reward})`;
    return failWith(tx, attempt, { reason: 'ERROR', message, logTail: null, times, now });
  }
  await completeAttempt(tx, attempt, { measurement, reward, workerId, times, now });
  const rescored = attempt.role === 'reference' ? await settleReference(tx, attempt, measurement) : [];
  const events = [await candidateEvent(tx, attempt), ...rescored, await searchEvent(tx, attempt)];
  return { verdict: 'continue', wakes: [attempt.searchId], note: 'completed', events };
}

function rewardOf({ objective, referenceParams }: CurrentAttempt, s0: StepTime, scored: Omit<ScoredCandidate, 'id'>): number {
  return jointReward(objective, { ...scored, referenceStepTimeMs: s0.median, referenceParams });
}

/**
 * The reference's own step time is S0 of its device class. What a worker brought before, to have one at all, scored only
 * candidates that finished ahead of the reference; no strategy has been told of them yet.
 */
async function settleReference(tx: Transaction, attempt: CurrentAttempt, { device, stepTimeMs }: Measurement): Promise<NewLiveEvent[]> {
  await replaceReferenceStepTime(tx, attempt.searchId, device, stepTimeMs);
  const events: NewLiveEvent[] = [];
  for (const scored of await scoredCandidates(tx, attempt.searchId, device)) {
    if (scored.id === attempt.candidateId) continue;
    await setReward(tx, scored.id, rewardOf(attempt, stepTimeMs, scored));
    events.push({ searchId: attempt.searchId, type: 'candidate.updated', data: await candidateSummary(tx, scored.id) });
  }
  return events;
}

/** A worker sees its own timing only; what is usual on its class of device is known here. */
async function withCalibrationFlag(tx: Transaction, { searchId }: CurrentAttempt, measurement: Measurement): Promise<Measurement> {
  const { calibrationMs, device, timingFlags } = measurement;
  if (calibrationMs === null || !isCalibrationOff(calibrationMs, await recentCalibrations(tx, searchId, device))) return measurement;
  return { ...measurement, timingFlags: [...timingFlags, 'CALIBRATION_OFF'] };
}

/** A worker that trained something else than it was asked to must not be believed in anything, S0 included. */
function objectionTo(attempt: CurrentAttempt, params: number): string | null {
  if (params === attempt.params) return null;
  return `the worker trained a network of ${params} parameters; the architecture has ${attempt.params}`;
}

function failed(tx: Transaction, attempt: CurrentAttempt, report: ReportOf<'failed'>, now: Date): Promise<Outcome> {
  const { reason, message, logTail, times, workerId } = report;
  return failWith(tx, { ...attempt, workerId }, { reason, message, logTail, times, now });
}

async function failWith(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<Outcome> {
  const events = await fail(tx, attempt, failure);
  return { verdict: 'continue', wakes: [attempt.searchId], note: `failed: ${failure.reason}`, events };
}

/** Ends the attempt, and either queues the candidate once more or ends it, too. */
async function fail(tx: Transaction, attempt: CurrentAttempt, failure: Failure): Promise<NewLiveEvent[]> {
  await failAttempt(tx, attempt, failure);
  const tries = await countFailedAttempts(tx, attempt.candidateId);
  if (RETRIED.has(failure.reason) && tries < MAX_ATTEMPTS) {
    await addAttempt(tx, attempt.candidateId, attempt.number + 1);
    return [await candidateEvent(tx, attempt)];
  }
  await failCandidate(tx, attempt, { ...failure, message: tries > 1 ? `${failure.message} (try ${tries})` : failure.message });
  return [await candidateEvent(tx, attempt), await searchEvent(tx, attempt)];
}

function lose(tx: Transaction, attempt: CurrentAttempt, message: string, now: Date): Promise<NewLiveEvent[]> {
  return fail(tx, attempt, { reason: 'LOST', message, logTail: null, times: null, now });
}

async function released(tx: Transaction, attempt: CurrentAttempt, now: Date): Promise<Outcome> {
  await releaseAttempt(tx, attempt, now);
  await addAttempt(tx, attempt.candidateId, attempt.number + 1);
  return { verdict: 'stop', wakes: [attempt.searchId], note: 'given back', events: [await candidateEvent(tx, attempt)] };
}

/** Attempts before the worker's row, like every other report: so that two reports of one worker cannot deadlock. */
async function heartbeat(tx: Transaction, { worker: identity, ref, state, progress }: ReportOf<'heartbeat'>, now: Date): Promise<Outcome> {
  const events: NewLiveEvent[] = [];
  const orphans = await orphanedAttempts(tx, identity.id, new Date(identity.startedAt));
  for (const orphanRef of orphans) {
    const orphan = await lockAttempt(tx, orphanRef);
    if (orphan) events.push(...(await lose(tx, orphan, `worker ${identity.id} ended and was started anew`, now)));
  }
  const attempt = ref && (await lockAttempt(tx, ref));
  if (attempt) {
    await renewLease(tx, attempt.id, LEASE_SECONDS, progress);
    events.push(await candidateEvent(tx, attempt));
  }
  const { worker, changed } = await recordHeartbeat(tx, { worker: identity, ref, state }, now);
  if (changed) events.push({ searchId: null, type: 'worker.updated', data: toWorker(worker, now) });
  const verdict = ref && !attempt ? 'stop' : 'continue';
  return { verdict, wakes: orphans.map((orphan) => orphan.searchId), note: 'heartbeat', events };
}

async function candidateEvent(tx: Transaction, { searchId, candidateId }: CurrentAttempt): Promise<NewLiveEvent> {
  return { searchId, type: 'candidate.updated', data: await candidateSummary(tx, candidateId) };
}

async function searchEvent(tx: Transaction, { searchId }: CurrentAttempt): Promise<NewLiveEvent> {
  return { searchId, type: 'search.updated', data: await searchSummary(tx, searchId) };
}
