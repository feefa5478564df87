/** The figures of the benchmark, and what they come to. */
import type { StrategyChoice } from './arguments.js';
import type { Machine } from './machine.js';
import type { Outcome } from './one-search.js';
import { nameOf, type About, type Scenario } from './scenarios.js';

export interface Benchmark {
  /** ISO date. */
  readonly date: string;
  readonly note: string | null;
  readonly machine: Machine;
  readonly seeds: number;
  readonly budgets: readonly number[];
  /** Numbers of evaluations of the curves, the budgets among them. */
  readonly marks: readonly number[];
  readonly scheduler: string | null;
  readonly results: readonly Result[];
}

export interface Mean {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly se: number;
}

/** A strategy in a scenario, over seeds. */
export interface Result {
  readonly table: string;
  /** Standard deviation of what one training says; 0 for none. */
  readonly noise: number;
  readonly workers: number;
  readonly strategy: string;
  readonly seeds: number;
  /** By number of evaluations, the budgets: how far the true reward of the winner is from the best known. */
  readonly regret: Readonly<Record<string, Mean>>;
  /** The same at more numbers of evaluations. */
  readonly curve: Readonly<Record<string, Mean>>;
  /** What regret is in. */
  readonly unit: string;
  /** What regret is measured from. */
  readonly best: number;
  /** Processor time of one search of all evaluations. */
  readonly cpuSeconds: Mean;
  /** Virtual time of one search, and of its workers together. */
  readonly wallSeconds: Mean;
  readonly workerSeconds: Mean;
}

/** What is run, and what came of it. */
export interface Group {
  readonly scenario: Scenario;
  readonly about: About;
  readonly strategy: StrategyChoice;
  readonly outcomes: readonly Outcome[];
}

/** Marks are numbers of evaluations, as the outcomes were taken at; budgets are some of them. */
export function resultsOf(groups: readonly Group[], marks: readonly number[], budgets: readonly number[]): Result[] {
  return groups.map((group) => {
    const { scenario: { source, workers }, about: { name, noise, unit, best }, strategy, outcomes } = group;
    const same = groups.filter((other) => nameOf(other.scenario.source) === nameOf(source)).flatMap((other) => other.outcomes);
    const base = baseOf(best, same);
    const curve = regretsOf(outcomes, marks, base);
    return {
      table: name, noise, workers, strategy: strategy.label, seeds: outcomes.length,
      regret: Object.fromEntries(budgets.map((budget) => [String(budget), curve[budget] as Mean])),
      unit, best: base.best, cpuSeconds: meanOf(outcomes.map(({ cpuSeconds }) => cpuSeconds)),
      wallSeconds: meanOf(outcomes.map(({ wallSeconds }) => wallSeconds)), workerSeconds: meanOf(outcomes.map(({ workerSeconds }) => workerSeconds)), curve,
    };
  });
}

interface Base {
  readonly best: number;
  /** Of a search none of whose candidates has completed yet. */
  readonly worst: number;
}

/** Regret is measured from the best value that is known, or that any search of the benchmark came by when that is better. */
function baseOf(best: number, outcomes: readonly Outcome[]): Base {
  return {
    best: outcomes.reduce((most, outcome) => Math.max(most, outcome.best), best),
    worst: outcomes.reduce((least, outcome) => Math.min(least, outcome.worst), best),
  };
}

function regretsOf(outcomes: readonly Outcome[], marks: readonly number[], { best, worst }: Base): Record<string, Mean> {
  return Object.fromEntries(marks.map((mark, at) => [String(mark), meanOf(outcomes.map(({ picked }) => best - (picked[at] ?? worst)))]));
}

export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.length < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, se: Math.sqrt(variance / values.length) };
}
