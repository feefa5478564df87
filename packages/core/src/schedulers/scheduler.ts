import type { OptionSpecs } from '../strategies/options.js';

export type SchedulerVerdict = 'continue' | 'stop';

/** What is known when a candidate reaches a rung. All rewards are of the same amount of training: those of this rung. */
export interface RungArrival {
  /** Of `evaluations`, 1 for the first. */
  readonly evaluation: number;
  /** The candidate's rewards at its evaluations so far, this one the last. */
  readonly own: readonly number[];
  /** The same of every other candidate that has come this far, cut to as many evaluations: the last of each is of this rung, too. */
  readonly others: readonly (readonly number[])[];
}

/**
 * Says at a rung whether training a candidate further is worth its time. Keeps nothing: what it compares with is in the
 * arrival, so a restart changes no verdict.
 */
export interface Scheduler {
  /** At which of a training's `evaluations` there is a rung, ascending. Never the last: by then all is done. */
  rungs(evaluations: number): readonly number[];
  verdict(arrival: RungArrival): SchedulerVerdict;
}

export interface SchedulerDefinition {
  readonly name: string;
  /** One line for a person who chooses. */
  readonly description: string;
  readonly options: OptionSpecs;
  /** @throws StrideError SCHEDULER_OPTION_INVALID */
  create(options?: Readonly<Record<string, number>>): Scheduler;
}
