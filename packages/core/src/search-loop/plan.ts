import type { CandidateTally, Situation } from './situation.js';

export interface End {
  readonly status: 'completed' | 'failed';
  readonly reason: string;
}

/** What to do next: how many proposals to ask for, and how the search ends if it does. */
export interface Plan {
  readonly ask: number;
  readonly end: End | null;
}

const WAIT: Plan = { ask: 0, end: null };

/** Decides a step from the situation alone. */
export function planStep(situation: Situation): Plan {
  const { tally, budget } = situation;
  if (situation.status !== 'running') return WAIT;
  if (tally.reference?.status === 'failed') {
    return fail(`the reference architecture could not be measured (${tally.reference.failure})`);
  }
  if (budget.failures !== null && tally.failed >= budget.failures) {
    return fail(`${tally.failed} candidates failed; the budget allows fewer than ${budget.failures}`);
  }
  const stop = reasonToStop(situation);
  if (stop !== null) return tally.inFlight === 0 ? { ask: 0, end: endOf(tally, stop) } : WAIT;
  const room = Math.max(0, situation.concurrency - tally.inFlight);
  return { ask: Math.min(room, budget.candidates - tally.proposed), end: null };
}

/** Candidates in flight are finished, but no further ones are asked for. */
function reasonToStop({ budget, tally, activeSeconds }: Situation): string | null {
  if (tally.proposed >= budget.candidates) return `all ${budget.candidates} candidates of the budget have finished`;
  if (budget.wallSeconds !== null && activeSeconds >= budget.wallSeconds) {
    return `the time budget of ${budget.wallSeconds} s is used up`;
  }
  return null;
}

/** A search of which nothing came is no success, whatever its budget says. */
function endOf({ measured }: CandidateTally, reason: string): End {
  if (measured === 0) return { status: 'failed', reason: `${reason}, and none completed` };
  return { status: 'completed', reason };
}

function fail(reason: string): Plan {
  return { ask: 0, end: { status: 'failed', reason } };
}

/** The strategy had fewer proposals than asked for: nothing new is left in the space. */
export function planExhausted(tally: CandidateTally, proposed: number): Plan {
  if (tally.inFlight + proposed > 0) return WAIT;
  return { ask: 0, end: endOf(tally, 'no architecture of the space is left to try') };
}
