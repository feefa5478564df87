import type { Proposal, Result, Strategy } from '../strategies/strategy.js';
import { planExhausted, planStep, type End } from './plan.js';
import type { CandidateTally, Situation } from './situation.js';

/** A finished proposal that the strategy has not heard of. */
export interface UntoldResult extends Result {
  readonly id: string;
}

/** Proposals get their numbers in the order in which they are made. */
export interface NumberedProposal extends Proposal {
  readonly number: number;
}

/** Where a search is kept. What one turn reads and writes there belongs together: all of it is kept, or none. */
export interface TurnStore {
  tally(): Promise<CandidateTally>;
  /** In the order in which they finished. */
  untoldResults(): Promise<readonly UntoldResult[]>;
  /** As it was after the last turn. */
  restoreStrategy(): Strategy | Promise<Strategy>;
  markTold(results: readonly UntoldResult[]): Promise<void>;
  addCandidates(proposals: readonly NumberedProposal[]): Promise<void>;
  saveStrategy(strategy: Strategy): Promise<void>;
  finish(end: End): Promise<void>;
}

/** What a turn did, for the log. */
export interface Turn {
  readonly told: number;
  readonly proposed: number;
  readonly ended: string | null;
}

/**
 * One turn of a search's loop: tell the strategy what has finished, ask it for as many proposals as there is room for, end
 * the search if its time has come, and keep the strategy with all of that. It needs nothing but the store, so that whoever
 * ran the turns before may be gone: the controller's, in one transaction, and the simulator's are the same turns.
 */
export async function takeTurn(search: Omit<Situation, 'tally'>, store: TurnStore): Promise<Turn> {
  const tally = await store.tally();
  // Rewards are final once the reference has its step time.
  const results = isUnderWay(tally) ? [] : await store.untoldResults();
  let plan = planStep({ ...search, tally });
  let proposed = 0;
  if (results.length > 0 || plan.ask > 0) {
    const strategy = await store.restoreStrategy();
    for (const result of results) strategy.tell(result);
    if (results.length > 0) await store.markTold(results);
    const proposals = strategy.ask(plan.ask).map((proposal, index) => ({ ...proposal, number: tally.lastNumber + 1 + index }));
    proposed = proposals.length;
    if (proposed > 0) await store.addCandidates(proposals);
    if (proposed < plan.ask) plan = planExhausted(tally, proposed);
    await store.saveStrategy(strategy);
  }
  if (plan.end) await store.finish(plan.end);
  return { told: results.length, proposed, ended: plan.end?.reason ?? null };
}

/** Whether the reference's result is still to come. */
function isUnderWay({ reference }: CandidateTally): boolean {
  return reference?.status === 'queued' || reference?.status === 'running';
}
