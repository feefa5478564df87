import { takeTurn, type Scheduler, type SchedulerDefinition, type StrategyDefinition } from '@stride/core';
import type { EvaluationData } from '../data/evaluation-data.js';
import type { SimulatedCandidate } from './candidate.js';
import { CALM, checkConditions, type Conditions } from './conditions.js';
import { SearchStore } from './search-store.js';
import { WorkerPool } from './worker-pool.js';

export interface SimulationSetup {
  readonly data: EvaluationData;
  readonly strategy: StrategyDefinition;
  readonly strategyOptions?: Readonly<Record<string, number>>;
  /** Every candidate is trained to the end when it is left out. */
  readonly scheduler?: SchedulerDefinition;
  readonly schedulerOptions?: Readonly<Record<string, number>>;
  readonly candidates: number;
  readonly workers: number;
  /** Candidates in flight; as many as workers when left out. */
  readonly concurrency?: number;
  readonly seed: number;
  /** What is left out is as in `CALM`. */
  readonly conditions?: Partial<Conditions>;
  /** At which turns, counted from 0, the strategy is restored from its stored state, as if the controller had been killed before; never when left out. */
  readonly restoreAt?: (turn: number) => boolean;
}

export interface SimulatedSearch {
  readonly endedAs: string;
  /** In the order of their numbers. */
  readonly candidates: readonly SimulatedCandidate[];
  /** In the order in which they finished. */
  readonly finished: readonly SimulatedCandidate[];
  /** Virtual time of the whole search. */
  readonly wallSeconds: number;
  /** Of all workers together, training. */
  readonly workerSeconds: number;
  /** What the pruned candidates would have taken to the end. */
  readonly savedSeconds: number;
  /** Share of the workers' time in which they trained. */
  readonly utilization: number;
}

/**
 * A search in virtual time: the turns are the controller's own (core's `takeTurn`), workers and trainings come from the
 * data and the conditions. The same setup gives the same search.
 * @throws StrideError what the strategy and the scheduler make of their options; CONFIG_INVALID for senseless conditions
 */
export async function simulate(setup: SimulationSetup): Promise<SimulatedSearch> {
  const { data, strategy, strategyOptions: options = {}, candidates, workers, concurrency = workers, seed } = setup;
  const conditions = checkConditions({ ...CALM, ...setup.conditions });
  const store = new SearchStore({ space: data.space, seed, options, strategy, restoreAt: setup.restoreAt ?? (() => false) });
  const pool = new WorkerPool({ data, conditions, workers, seed, scheduler: schedulerOf(setup) }, store);
  const budget = { candidates, wallSeconds: null, failures: null };
  const turn = () => takeTurn({ status: 'running', budget, concurrency, activeSeconds: pool.now }, store);
  await turn();
  while (store.end === null) {
    if (pool.advance()) await turn();
  }
  return summaryOf(store, workers, pool.now);
}

function schedulerOf({ scheduler, schedulerOptions }: SimulationSetup): Scheduler | null {
  return scheduler?.create(schedulerOptions) ?? null;
}

function summaryOf({ candidates, finished, end }: SearchStore, workers: number, wallSeconds: number): SimulatedSearch {
  const workerSeconds = candidates.reduce((sum, candidate) => sum + candidate.workerSeconds, 0);
  return {
    endedAs: end?.reason ?? '', candidates, finished, wallSeconds, workerSeconds,
    savedSeconds: candidates.reduce((sum, candidate) => sum + candidate.savedSeconds, 0),
    utilization: wallSeconds === 0 ? 0 : workerSeconds / (workers * wallSeconds),
  };
}
