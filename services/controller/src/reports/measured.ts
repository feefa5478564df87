import type { NewLiveEvent, ReportOf } from '@stride/contracts';
import { isCalibrationOff, rewardOf, type Measurement, type StepTime } from '@stride/core';
import {
  candidateSummary, completeAttempt, completeCandidate, recentCalibrations, referenceStepTime, replaceReferenceStepTime,
  scoredCandidates, setReward, type CandidateAttempt, type ScoredCandidate, type Transaction,
} from '@stride/storage';
import { searchEvent, subjectEvent } from './events.js';
import { measuredLines } from './log-lines.js';
import type { Objection, Outcome } from './outcome.js';
import { mayBePruned } from './rung.js';

/**
 * A candidate has been timed and trained, to the end or until it was pruned: its reward is computed from the measurement and S0,
 * whatever the worker made of it.
 */
export async function measured(
  tx: Transaction, attempt: CandidateAttempt, report: ReportOf<'completed' | 'pruned'>, now: Date,
): Promise<Outcome | Objection> {
  const { workerId, times } = report;
  const objection = objectionTo(attempt, report);
  if (objection) return { objection };
  const measurement = await withCalibrationFlag(tx, attempt, report.measurement);
  const s0 = attempt.role === 'reference'
    ? measurement.stepTimeMs
    : await referenceStepTime(tx, attempt.searchId, measurement.device, report.referenceStepTimeMs);
  const { accuracy, stepTimeMs: { median }, peakMemoryBytes } = measurement;
  const reward = scoreOf(attempt, s0, { accuracy, stepTimeMs: median, peakMemoryBytes, params: attempt.params });
  if (!Number.isFinite(reward)) return { objection: `the measurement gives no finite reward (${reward})` };
  await completeAttempt(tx, attempt, { curve: measurement.curve, workerId, times, now });
  const prunedAtStep = report.type === 'pruned' ? measurement.curve.at(-1)?.step ?? null : null;
  await completeCandidate(tx, attempt, { measurement, reward, prunedAtStep, now });
  const rescored = attempt.role === 'reference' ? await settleReference(tx, attempt, measurement) : [];
  const lines = measuredLines(now, attempt, measurement, reward, prunedAtStep);
  const events = [await subjectEvent(tx, attempt), ...rescored, await searchEvent(tx, attempt), ...lines];
  return { verdict: 'continue', wakes: [attempt.searchId], note: report.type, events };
}

function scoreOf({ objective, referenceParams }: CandidateAttempt, s0: StepTime, scored: Omit<ScoredCandidate, 'id'>): number {
  return rewardOf(objective, { ...scored, referenceStepTimeMs: s0.median, referenceParams });
}

/**
 * The reference's own step time is S0 of its device class. What a worker brought before, to have one at all, scored only
 * candidates that finished ahead of the reference; no strategy has been told of them yet.
 */
async function settleReference(tx: Transaction, attempt: CandidateAttempt, { device, stepTimeMs }: Measurement): Promise<NewLiveEvent[]> {
  await replaceReferenceStepTime(tx, attempt.searchId, device, stepTimeMs);
  const events: NewLiveEvent[] = [];
  for (const scored of await scoredCandidates(tx, attempt.searchId, device)) {
    if (scored.id === attempt.candidateId) continue;
    await setReward(tx, scored.id, scoreOf(attempt, stepTimeMs, scored));
    events.push({ searchId: attempt.searchId, type: 'candidate.updated', data: await candidateSummary(tx, scored.id) });
  }
  return events;
}

/** A worker sees its own timing only; what is usual on its class of device is known here. */
async function withCalibrationFlag(tx: Transaction, { searchId }: CandidateAttempt, measurement: Measurement): Promise<Measurement> {
  const { calibrationMs, device, timingFlags } = measurement;
  if (calibrationMs === null || !isCalibrationOff(calibrationMs, await recentCalibrations(tx, searchId, device))) return measurement;
  return { ...measurement, timingFlags: [...timingFlags, 'CALIBRATION_OFF'] };
}

/** A worker that trained something else than it was asked to must not be believed in anything, S0 included. */
function objectionTo(attempt: CandidateAttempt, { type, measurement: { params, curve } }: ReportOf<'completed' | 'pruned'>): string | null {
  if (params !== attempt.params) return `the worker trained a network of ${params} parameters; the architecture has ${attempt.params}`;
  if (type === 'completed') return null;
  if (!mayBePruned(attempt)) return 'the worker ended the training early, which nobody had asked for';
  return curve.length > 0 ? null : 'the worker ended the training before anything was evaluated';
}
