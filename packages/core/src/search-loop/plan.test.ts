import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CandidateStatus } from '../measurement/status.js';
import { planExhausted, planStep } from './plan.js';
import type { Situation } from './situation.js';

const BASE: Situation = {
  status: 'running', concurrency: 2, activeSeconds: 0,
  budget: { candidates: 10, wallSeconds: null, failures: null },
  tally: { proposed: 0, inFlight: 1, failed: 0, measured: 1, lastNumber: 0, reference: { status: 'running', failure: null } },
};
const situation = (changes: Partial<Situation>, tally: Partial<Situation['tally']> = {}): Situation => (
  { ...BASE, ...changes, tally: { ...BASE.tally, ...tally } });

describe('planStep', () => {
  it('fills the room that is left', () => {
    expect(planStep(situation({}))).toEqual({ ask: 1, end: null });
    expect(planStep(situation({ concurrency: 4 }))).toEqual({ ask: 3, end: null });
  });

  it('asks for no more than the budget', () => {
    expect(planStep(situation({ concurrency: 8 }, { proposed: 9, inFlight: 0 })).ask).toBe(1);
  });

  it('waits for candidates in flight before it ends', () => {
    expect(planStep(situation({}, { proposed: 10, inFlight: 1 }))).toEqual({ ask: 0, end: null });
    expect(planStep(situation({}, { proposed: 10, inFlight: 0 })).end?.status).toBe('completed');
  });

  it('asks for nothing while paused', () => {
    expect(planStep(situation({ status: 'paused' }))).toEqual({ ask: 0, end: null });
  });

  it('stops asking when the time is used up', () => {
    const budget = { candidates: 10, wallSeconds: 60, failures: null };
    expect(planStep(situation({ budget, activeSeconds: 59 })).ask).toBe(1);
    expect(planStep(situation({ budget, activeSeconds: 60 }, { inFlight: 1 }))).toEqual({ ask: 0, end: null });
    expect(planStep(situation({ budget, activeSeconds: 60 }, { inFlight: 0 })).end).toEqual({ status: 'completed', reason: 'the time budget of 60 s is used up' });
  });

  it('fails with the reason when too many candidates failed', () => {
    const budget = { candidates: 10, wallSeconds: null, failures: 3 };
    expect(planStep(situation({ budget }, { failed: 2 })).end).toBeNull();
    expect(planStep(situation({ budget }, { failed: 3 })).end?.status).toBe('failed');
  });

  it('fails when there is no reference to compare with', () => {
    const { end } = planStep(situation({}, { reference: { status: 'failed', failure: 'DIVERGED: the loss is NaN' } }));
    expect(end).toEqual({ status: 'failed', reason: 'the reference architecture could not be measured (DIVERGED: the loss is NaN)' });
  });

  it('never has more in flight than allowed nor more proposals than budgeted', () => {
    const statuses: CandidateStatus[] = ['queued', 'running', 'completed'];
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 16 }), fc.nat(60), fc.nat(20), fc.constantFrom(...statuses),
      (candidates, concurrency, proposed, inFlight, status) => {
        const plan = planStep(situation(
          { concurrency, budget: { candidates, wallSeconds: null, failures: null } },
          { proposed, inFlight, reference: { status, failure: null } }));
        expect(plan.ask).toBeGreaterThanOrEqual(0);
        if (plan.ask > 0) {
          expect(inFlight + plan.ask).toBeLessThanOrEqual(concurrency);
          expect(proposed + plan.ask).toBeLessThanOrEqual(candidates);
        }
        // It never stalls: something is in flight, or something is asked for, or the search ends.
        expect(inFlight > 0 || plan.ask > 0 || plan.end !== null).toBe(true);
      }));
  });
});

describe('planExhausted', () => {
  const tally = { ...BASE.tally, inFlight: 0, proposed: 4 };

  it('ends a search whose space has nothing new once nothing is in flight', () => {
    expect(planExhausted({ ...tally, inFlight: 1 }, 0).end).toBeNull();
    expect(planExhausted(tally, 1).end).toBeNull();
    expect(planExhausted(tally, 0).end).toEqual({ status: 'completed', reason: 'no architecture of the space is left to try' });
  });

  it('calls it a failure when no candidate completed', () => {
    expect(planExhausted({ ...tally, measured: 0 }, 0).end?.status).toBe('failed');
    expect(planStep(situation({}, { proposed: 10, failed: 10, measured: 0, inFlight: 0 })).end).toEqual({
      status: 'failed', reason: 'all 10 candidates of the budget have finished, and none completed' });
  });
});
