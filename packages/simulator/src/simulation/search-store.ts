import {
  expectedFinal, type CandidateTally, type End, type FailureReason, type NumberedProposal, type Strategy, type StrategyDefinition, type StrategySetup,
  type TurnStore, type UntoldResult,
} from '@stride/core';
import { newCandidate, type CandidateRecord } from './candidate.js';

export interface SearchStoreSetup extends Omit<StrategySetup, 'state'> {
  readonly strategy: StrategyDefinition;
  /** At which turns, counted from 0, the strategy is made anew from what is stored of it, as after a restart. */
  readonly restoreAt: (turn: number) => boolean;
}

/** A simulated search in memory: what the controller keeps in its database. */
export class SearchStore implements TurnStore {
  readonly candidates: CandidateRecord[] = [];
  /** In the order in which they finished. */
  readonly finished: CandidateRecord[] = [];
  /** New ones that no worker was given yet. */
  readonly queued: CandidateRecord[] = [];
  end: End | null = null;
  readonly #setup: SearchStoreSetup;
  #strategy: Strategy;
  #turns = 0;
  /** Finished ones that the strategy has not heard of. */
  #untold: CandidateRecord[] = [];

  constructor(setup: SearchStoreSetup) {
    this.#setup = setup;
    this.#strategy = this.#create();
  }

  async tally(): Promise<CandidateTally> {
    const proposed = this.candidates.length;
    const count = (wanted: CandidateRecord['status']) => this.finished.filter(({ status }) => status === wanted).length;
    return { proposed, inFlight: proposed - this.finished.length, failed: count('failed'), measured: count('completed'), lastNumber: proposed, reference: null };
  }

  /** A pruned candidate is told of once there is something to expect of it, as the controller does. */
  async untoldResults(): Promise<readonly UntoldResult[]> {
    for (const candidate of this.#untold) if (candidate.status === 'pruned') candidate.reward = this.#expected(candidate);
    return this.#untold.filter(({ status, reward }) => status !== 'pruned' || reward !== null)
      .map(({ number, encoding, hash, reward }) => ({ id: String(number), encoding, hash, reward }));
  }

  restoreStrategy(): Strategy {
    if (this.#setup.restoreAt(this.#turns)) this.#strategy = this.#create(JSON.stringify(this.#strategy.state()));
    return this.#strategy;
  }

  async markTold(results: readonly UntoldResult[]): Promise<void> {
    const told = new Set(results.map(({ id }) => id));
    this.#untold = this.#untold.filter(({ number }) => !told.has(String(number)));
  }

  async addCandidates(proposals: readonly NumberedProposal[]): Promise<void> {
    const added = proposals.map(({ number, encoding, hash }) => newCandidate(number, encoding, hash));
    this.candidates.push(...added);
    this.queued.push(...added);
  }

  async saveStrategy(strategy: Strategy): Promise<void> {
    this.#strategy = strategy;
    this.#turns += 1;
  }

  async finish(end: End): Promise<void> {
    this.end = end;
  }

  /** How a candidate ended, with what it was seen to come to. A failed one has a reason instead. */
  settle(candidate: CandidateRecord, how: { readonly status: 'completed' | 'pruned' } | { readonly status: 'failed'; readonly failure: FailureReason }, at: number): void {
    candidate.status = how.status;
    candidate.finishedAt = at;
    if (how.status === 'completed') candidate.reward = candidate.rewards.at(-1) ?? null;
    if (how.status === 'failed') candidate.failure = how.failure;
    this.finished.push(candidate);
    this.#untold.push(candidate);
  }

  /** What a pruned candidate would have come to, by those that were trained to the end; null while there are none. */
  #expected({ rewards }: CandidateRecord): number | null {
    const completed = this.finished.filter(({ status }) => status === 'completed');
    const progressions = completed.map((other) => ({ atRung: other.rewards[rewards.length - 1] as number, final: other.rewards.at(-1) as number }));
    return expectedFinal(rewards.at(-1) as number, progressions);
  }

  #create(stored?: string): Strategy {
    const { strategy, restoreAt: _, ...setup } = this.#setup;
    return strategy.create(stored === undefined ? setup : { ...setup, state: JSON.parse(stored) });
  }
}
