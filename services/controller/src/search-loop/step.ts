import type { NewLiveEvent } from '@stride/contracts';
import { strategyNamed, type CandidateStatus, type Proposal, type Strategy } from '@stride/core';
import {
  activeSeconds, addCandidates, appendEvents, candidateSummaries, finishSearch, lockSearch, markTold, saveStrategyState,
  searchSummary, startSearch, tallyCandidates, untoldResults, type Database, type SearchRecord, type Transaction,
  type UntoldResult,
} from '@stride/storage';
import { planExhausted, planStep } from './plan.js';

/** Of the reference: whether its result is still to come. */
function isUnderWay(status: CandidateStatus | undefined): boolean {
  return status === 'queued' || status === 'running';
}

/** What a step did, for the log. */
export interface StepResult {
  readonly told: number;
  readonly proposed: number;
  readonly ended: string | null;
}

const NOTHING: StepResult = { told: 0, proposed: 0, ended: null };

/**
 * One turn of a search's loop, in one transaction: tell the strategy what has finished, ask it for as many proposals as
 * there is room for, end the search if its time has come, and store the strategy's state with all of that. Everything it
 * needs it reads from the database and everything it decides is there when it commits, so a controller may die between
 * any two steps and another goes on; two controllers at once take turns on the search's row.
 */
export function stepSearch(db: Database, searchId: string, now: Date = new Date()): Promise<StepResult> {
  return db.transaction(async (tx) => {
    const search = await lockSearch(tx, searchId);
    if (!search || (search.status !== 'pending' && search.status !== 'running' && search.status !== 'paused')) return NOTHING;
    return new Step(tx, search, now).run();
  });
}

class Step {
  readonly #tx: Transaction;
  readonly #now: Date;
  #search: SearchRecord;
  /** Candidates whose rows changed. */
  readonly #touched: string[] = [];

  constructor(tx: Transaction, search: SearchRecord, now: Date) {
    this.#tx = tx;
    this.#search = search;
    this.#now = now;
  }

  async run(): Promise<StepResult> {
    const started = await this.#start();
    const tally = await tallyCandidates(this.#tx, this.#search.id);
    // Rewards are final once the reference has its step time.
    const results = isUnderWay(tally.reference?.status) ? [] : await untoldResults(this.#tx, this.#search.id);
    const { status, budget, concurrency } = this.#search;
    let plan = planStep({ status, budget, concurrency, tally, activeSeconds: activeSeconds(this.#search, this.#now) });
    let proposed = 0;
    if (results.length > 0 || plan.ask > 0) {
      const strategy = this.#restore();
      await this.#tell(strategy, results);
      proposed = await this.#propose(strategy.ask(plan.ask), tally.lastNumber + 1);
      if (proposed < plan.ask) plan = planExhausted(tally, proposed);
      await saveStrategyState(this.#tx, this.#search.id, strategy.state());
    }
    if (plan.end) this.#touched.push(...(await finishSearch(this.#tx, this.#search, { ...plan.end, now: this.#now })));
    if (started || results.length > 0 || proposed > 0 || plan.end) await this.#announce();
    return { told: results.length, proposed, ended: plan.end?.reason ?? null };
  }

  /** The first step of a search: it runs from now on, and the reference goes first. */
  async #start(): Promise<boolean> {
    if (this.#search.status !== 'pending') return false;
    const { id, space } = this.#search;
    await startSearch(this.#tx, id, this.#now);
    this.#search = { ...this.#search, status: 'running', runningSince: this.#now, startedAt: this.#now };
    const ids = await addCandidates(this.#tx, id, [{ number: 0, role: 'reference', architecture: space.reference, encoding: null }]);
    this.#touched.push(...ids);
    return true;
  }

  #restore(): Strategy {
    const { strategy, space, seed, strategyState } = this.#search;
    return strategyNamed(strategy.name).create({
      space, seed, options: strategy.options, ...(strategyState === null ? {} : { state: strategyState }),
    });
  }

  async #tell(strategy: Strategy, results: readonly UntoldResult[]): Promise<void> {
    for (const { hash, encoding, reward } of results) strategy.tell({ hash, encoding, reward });
    if (results.length > 0) await markTold(this.#tx, results.map((result) => result.id), this.#now);
  }

  async #propose(proposals: readonly Proposal[], firstNumber: number): Promise<number> {
    const candidates = proposals.map(({ architecture, encoding }, index) => (
      { number: firstNumber + index, role: 'candidate', architecture, encoding } as const));
    if (candidates.length > 0) this.#touched.push(...(await addCandidates(this.#tx, this.#search.id, candidates)));
    return candidates.length;
  }

  async #announce(): Promise<void> {
    const { id: searchId } = this.#search;
    const candidates = await candidateSummaries(this.#tx, this.#touched);
    const events: NewLiveEvent[] = candidates.map((data) => ({ searchId, type: 'candidate.updated', data }));
    events.push({ searchId, type: 'search.updated', data: await searchSummary(this.#tx, searchId, this.#now) });
    await appendEvents(this.#tx, events);
  }
}
