import { mayTryAgain, type Scheduler } from '@stride/core';
import { chanceOf, lognormal } from '../data/chance.js';
import type { EvaluationData, RecordedTraining } from '../data/evaluation-data.js';
import type { CandidateRecord } from './candidate.js';
import { attemptFate, type AttemptFate, type Conditions } from './conditions.js';
import { EventQueue } from './event-queue.js';
import type { SearchStore } from './search-store.js';

export interface WorkerPoolSetup {
  readonly data: EvaluationData;
  readonly conditions: Conditions;
  readonly workers: number;
  readonly seed: number;
  /** Null: everything is trained to the end. */
  readonly scheduler: Scheduler | null;
}

/** A candidate at a worker. */
interface Attempt {
  readonly candidate: CandidateRecord;
  readonly training: RecordedTraining;
  readonly fate: AttemptFate;
  readonly startedAt: number;
  /** Evaluations at which there is something to happen: rungs, and the end. */
  readonly stops: readonly number[];
}

type WorkerEvent =
  | { readonly kind: 'reached'; readonly attempt: Attempt; readonly stop: number }
  | { readonly kind: 'out-of-memory'; readonly attempt: Attempt }
  | { readonly kind: 'died'; readonly attempt: Attempt }
  | { readonly kind: 'lost'; readonly attempt: Attempt }
  | { readonly kind: 'back' };

/** Workers in virtual time: they take candidates in the order in which these were queued, and train them as the data tells. */
export class WorkerPool {
  now = 0;
  readonly #setup: WorkerPoolSetup;
  readonly #store: SearchStore;
  readonly #events = new EventQueue<WorkerEvent>();
  /** Evaluations of a training, rungs and the last. */
  readonly #stops: readonly number[];
  #idle: number;

  constructor(setup: WorkerPoolSetup, store: SearchStore) {
    this.#setup = setup;
    this.#store = store;
    this.#idle = setup.workers;
    const evaluations = setup.data.shares.length;
    this.#stops = [...setup.scheduler?.rungs(evaluations) ?? [], evaluations];
  }

  /** Gives idle workers work and lets time pass until the next event. @returns whether a candidate finished */
  advance(): boolean {
    while (this.#idle > 0 && this.#store.queued.length > 0) this.#start(this.#store.queued.shift() as CandidateRecord);
    const next = this.#events.next();
    if (next === null) throw new Error('a simulated search stands still: nothing is in flight, and it has not ended');
    this.now = next.time;
    return this.#handle(next.event);
  }

  #start(candidate: CandidateRecord): void {
    const { data, conditions, seed } = this.#setup;
    candidate.attempts += 1;
    candidate.status = 'running';
    candidate.rewards = [];
    candidate.startedAt ??= this.now;
    const training = data.train(candidate.encoding, chanceOf(seed, 'training', candidate.hash));
    const seconds = training.seconds ?? conditions.medianSeconds * lognormal(chanceOf(seed, 'duration', candidate.hash), conditions.spread);
    const fate = attemptFate(conditions, seconds, seed, candidate.hash, candidate.attempts);
    this.#idle -= 1;
    const attempt: Attempt = { candidate, training, fate, startedAt: this.now, stops: this.#stops };
    const chance = chanceOf(seed, 'failure', candidate.hash);
    if (training.rewards === null || chance.next() < conditions.failureShare) {
      // A candidate that does not fit in memory shows it early; it is the first step that fails.
      this.#schedule({ kind: 'out-of-memory', attempt }, attempt, 0.1 * chance.next());
    } else this.#goOn(attempt, 0);
  }

  #goOn(attempt: Attempt, stop: number): void {
    const evaluation = attempt.stops[stop] as number;
    this.#schedule({ kind: 'reached', attempt, stop }, attempt, this.#setup.data.shares[evaluation - 1] as number);
  }

  /** At a share of the attempt, unless its worker dies first. */
  #schedule(event: WorkerEvent, attempt: Attempt, share: number): void {
    const { crashAt, seconds } = attempt.fate;
    if (crashAt !== null && crashAt < share) this.#events.add(attempt.startedAt + crashAt * seconds, { kind: 'died', attempt });
    else this.#events.add(attempt.startedAt + share * seconds, event);
  }

  #handle(event: WorkerEvent): boolean {
    switch (event.kind) {
      case 'reached':
        return this.#reached(event.attempt, event.stop);
      case 'out-of-memory':
        this.#release(event.attempt);
        this.#store.settle(event.attempt.candidate, { status: 'failed', failure: 'OOM' }, this.now);
        return true;
      case 'died':
        this.#spend(event.attempt);
        this.#events.add(this.now + this.#setup.conditions.leaseSeconds, { kind: 'lost', attempt: event.attempt });
        this.#events.add(this.now + this.#setup.conditions.pauseSeconds, { kind: 'back' });
        return false;
      case 'lost':
        return this.#lost(event.attempt);
      case 'back':
        this.#idle += 1;
        return false;
    }
  }

  #reached(attempt: Attempt, stop: number): boolean {
    const { candidate, training, stops } = attempt;
    const evaluation = stops[stop] as number;
    candidate.rewards = (training.rewards as readonly number[]).slice(0, evaluation);
    if (stop === stops.length - 1) {
      this.#release(attempt);
      this.#store.settle(candidate, { status: 'completed' }, this.now);
      return true;
    }
    if (this.#verdict(candidate, evaluation) === 'continue') {
      this.#goOn(attempt, stop + 1);
      return false;
    }
    candidate.savedSeconds = attempt.startedAt + attempt.fate.seconds - this.now;
    this.#release(attempt);
    this.#store.settle(candidate, { status: 'pruned' }, this.now);
    return true;
  }

  #verdict(candidate: CandidateRecord, evaluation: number) {
    const others = this.#store.candidates.filter((other) => other !== candidate && other.rewards.length >= evaluation);
    return this.#setup.scheduler?.verdict({ evaluation, own: candidate.rewards, others: others.map(({ rewards }) => rewards.slice(0, evaluation)) }) ?? 'continue';
  }

  #lost({ candidate }: Attempt): boolean {
    if (mayTryAgain('LOST', candidate.attempts)) {
      candidate.status = 'queued';
      this.#store.queued.push(candidate);
      return false;
    }
    this.#store.settle(candidate, { status: 'failed', failure: 'LOST' }, this.now);
    return true;
  }

  #release(attempt: Attempt): void {
    this.#spend(attempt);
    this.#idle += 1;
  }

  #spend({ candidate, startedAt }: Attempt): void {
    candidate.workerSeconds += this.now - startedAt;
  }
}
