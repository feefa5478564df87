import type { TrainingSummary } from '@stride/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '@stride/core';
import { placePoints } from './curve.js';
import { applyTrainingEvent, listedTrainings, NO_TRAININGS, type LiveTrainings } from './trainings.js';

function training(status: TrainingSummary['status'], attempts = 1): TrainingSummary {
  return { id: 't', searchId: 's', candidateId: 'c', number: 1, status, attempts } as TrainingSummary;
}

const point = (step: number, seconds = step): CurvePoint => ({
  step,
  epoch: step / 10,
  trainLoss: 1,
  validationLoss: 1,
  validationAccuracy: 0.5,
  seconds,
});
const updated = (data: TrainingSummary) => ({ id: '1', type: 'training.updated' as const, data });
const evaluated = (step: number, seconds = step) => ({
  id: '2',
  type: 'training.evaluated' as const,
  data: { searchId: 's', candidateId: 'c', trainingId: 't', number: 1, point: point(step, seconds) },
});

function after(live: LiveTrainings, ...events: readonly Parameters<typeof applyTrainingEvent>[1][]): LiveTrainings {
  return events.reduce(applyTrainingEvent, live);
}

const steps = (live: LiveTrainings) => live.curves.get('t')?.map(({ step }) => step);

describe('full trainings, live', () => {
  it('takes one that an event tells of first', () => {
    expect(after(NO_TRAININGS, updated(training('queued'))).byId.get('t')?.status).toBe('queued');
  });

  it('drops what a new list leaves out, and keeps its points', () => {
    const live = listedTrainings(after(NO_TRAININGS, updated(training('running')), evaluated(10)), []);
    expect(live.byId.size).toBe(0);
    expect(steps(live)).toEqual([10]);
  });

  it('does not let an overtaken event reopen an ended training, or go back to an earlier attempt', () => {
    for (const ended of ['completed', 'failed', 'cancelled'] as const) {
      const live = after(NO_TRAININGS, updated(training(ended)), updated(training('running')));
      expect(live.byId.get('t')?.status).toBe(ended);
    }
    const second = after(NO_TRAININGS, updated(training('running', 2)), updated(training('running', 1)));
    expect(second.byId.get('t')?.attempts).toBe(2);
  });

  it('goes on with the curve in the attempt that resumes it, the later report of a step counting', () => {
    const live = after(
      NO_TRAININGS,
      updated(training('running')),
      evaluated(10),
      evaluated(20),
      updated(training('queued', 2)),
      updated(training('running', 2)),
      evaluated(20, 21),
      evaluated(30),
    );
    expect(live.curves.get('t')?.map(({ step, seconds }) => [step, seconds])).toEqual([
      [10, 10],
      [20, 21],
      [30, 30],
    ]);
  });

  it('is the same when events come twice', () => {
    const events = [updated(training('running')), evaluated(10), evaluated(20)];
    const once = after(NO_TRAININGS, ...events);
    expect(after(once, ...events)).toEqual(once);
    expect(after(once, evaluated(20))).toBe(once);
  });

  it('loses and doubles no point, wherever the stored curve ends and the live one begins', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), (stored, seen) => {
        const all = Array.from({ length: 20 }, (_, index) => point(index + 1));
        const storedPoints = all.slice(0, Math.max(stored, seen));
        expect(placePoints(storedPoints, all.slice(seen))).toEqual(all);
      }),
    );
  });
});
