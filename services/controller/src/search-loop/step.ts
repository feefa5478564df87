import type { NewLiveEvent } from '@stride/contracts';
import { foundLines } from './log-lines.js';
import {
  createSeeded, decisionSpaceOf, decodeArchitecture, mayBeTried, strategyNamed, takeTurn,
  type DecisionSpace, type End, type NumberedProposal, type Strategy, type Turn, type TurnStore, type UntoldResult,
} from '@stride/core';
import {
  activeSeconds, addCandidates, appendEvents, candidateSummaries, finishSearch, lockSearch, markTold, reuseMeasurements,
  saveStrategyState, searchSummary, startSearch, tallyCandidates, untoldResults, untoldReused, updateLeader, withGoals, type Database, type SearchRecord, type Transaction,
} from '@stride/storage';

const NOTHING: Turn = { told: 0, proposed: 0, ended: null };

/**
 * One turn of a search's loop, in one transaction. Everything it needs it reads from the database and everything it
 * decides is there when it commits, so a controller may die between any two turns and another goes on; two controllers at
 * once take turns on the search's row.
 */
export function stepSearch(db: Database, searchId: string, now: Date = new Date()): Promise<Turn> {
  return db.transaction(async (tx) => {
    const search = await lockSearch(tx, searchId);
    if (!search || (search.status !== 'pending' && search.status !== 'running' && search.status !== 'paused')) return NOTHING;
    return new Step(tx, search, now).run();
  });
}

/** A search in the database, behind the transaction of one turn. */
class Step implements TurnStore {
  readonly #tx: Transaction;
  readonly #now: Date;
  readonly #space: DecisionSpace;
  #search: SearchRecord;
  /** Candidates whose rows changed. */
  readonly #touched: string[] = [];
  /** Of the log. */
  readonly #lines: NewLiveEvent[] = [];

  constructor(tx: Transaction, search: SearchRecord, now: Date) {
    this.#tx = tx;
    this.#search = search;
    this.#space = decisionSpaceOf(search.space, mayBeTried(search.objective.caps, search.proxyTask));
    this.#now = now;
  }

  async run(): Promise<Turn> {
    const started = await this.#start();
    const { status, budget, concurrency } = this.#search;
    const turn = await takeTurn({ status, budget, concurrency, activeSeconds: activeSeconds(this.#search, this.#now) }, this);
    // Before the end, if this is it.
    if (turn.told > 0) this.#lines.unshift(...foundLines.leader(this.#now, this.#search.id, await updateLeader(this.#tx, this.#search.id, this.#space.decisions)));
    if (started || turn.told > 0 || turn.proposed > 0 || turn.ended !== null) await this.#announce();
    return turn;
  }

  tally() {
    return tallyCandidates(this.#tx, this.#search.id);
  }

  async untoldResults(): Promise<UntoldResult[]> {
    const results = await untoldResults(this.#tx, this.#search);
    return this.#search.objective.kind === 'pareto' ? withGoals(this.#tx, results) : results;
  }

  async restoreStrategy(): Promise<Strategy> {
    const { id, strategy, seed, strategyState, warmStart } = this.#search;
    const definition = strategyNamed(strategy.name);
    const setup = { space: this.#space, seed, options: strategy.options, ...(strategyState === null ? {} : { state: strategyState }) };
    if (warmStart === null) return definition.create(setup);
    return createSeeded(definition, { ...setup, seeds: warmStart.candidates, known: await untoldReused(this.#tx, id) });
  }

  markTold(results: readonly UntoldResult[]): Promise<void> {
    return markTold(this.#tx, results.map((result) => result.id), this.#now);
  }

  async addCandidates(proposals: readonly NumberedProposal[]): Promise<void> {
    const candidates = proposals.map(({ number, encoding }) => (
      { number, role: 'candidate', architecture: decodeArchitecture(this.#search.space, encoding), encoding } as const));
    this.#touched.push(...(await addCandidates(this.#tx, this.#search.id, candidates)));
  }

  saveStrategy(strategy: Strategy): Promise<void> {
    return saveStrategyState(this.#tx, this.#search.id, strategy.state());
  }

  async finish(end: End): Promise<void> {
    this.#touched.push(...(await finishSearch(this.#tx, this.#search, { ...end, now: this.#now })));
    this.#lines.push(foundLines.ended(this.#now, this.#search.id, end));
  }

  /** The first turn of a search: it runs from now on, with what it reuses of another; the reference goes first unless that has it. */
  async #start(): Promise<boolean> {
    if (this.#search.status !== 'pending') return false;
    const { id, space, warmStart } = this.#search;
    await startSearch(this.#tx, id, this.#now);
    this.#search = { ...this.#search, status: 'running', runningSince: this.#now, startedAt: this.#now };
    const reused = warmStart && await reuseMeasurements(this.#tx, { ...this.#search, warmStart }, this.#now);
    this.#touched.push(...(reused?.ids ?? []));
    this.#lines.push(foundLines.started(this.#now, id, reused?.ids.length ?? 0));
    if (!reused?.hasReference) {
      this.#touched.push(...(await addCandidates(this.#tx, id, [{ number: 0, role: 'reference', architecture: space.reference, encoding: null }])));
    }
    return true;
  }

  async #announce(): Promise<void> {
    const { id: searchId } = this.#search;
    const candidates = await candidateSummaries(this.#tx, this.#touched);
    const events: NewLiveEvent[] = candidates.map((data) => ({ searchId, type: 'candidate.updated', data }));
    events.push({ searchId, type: 'search.updated', data: await searchSummary(this.#tx, searchId, this.#now) }, ...this.#lines);
    await appendEvents(this.#tx, events);
  }
}
