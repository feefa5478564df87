import { schedulerNamed, strategyNamed } from '@stride/core';
import { simulate, winnerOf, type EvaluationData, type SimulatedSearch } from '@stride/simulator';
import type { StrategyChoice } from './arguments.js';
import { dataOf, type Scenario } from './scenarios.js';

/** One search of one strategy: what a process is given. */
export interface Task {
  readonly scenario: Scenario;
  readonly strategy: StrategyChoice;
  readonly scheduler: string | null;
  readonly seed: number;
  /** Numbers of finished candidates after which the winner is looked at, ascending. */
  readonly marks: readonly number[];
}

export interface Outcome {
  /** True reward of the winner at each mark; null as long as none has completed. */
  readonly picked: readonly (number | null)[];
  /** Of all true rewards that the search came by. */
  readonly best: number;
  readonly worst: number;
  /** Processor time that the search took, simulation included. */
  readonly cpuSeconds: number;
  /** Virtual time, of the search and of its workers together. */
  readonly wallSeconds: number;
  readonly workerSeconds: number;
}

export async function runTask({ scenario, strategy: { name, options }, scheduler, seed, marks }: Task): Promise<Outcome> {
  const data = dataOf(scenario.source);
  const strategy = strategyNamed(name);
  const candidates = marks.at(-1) ?? 0;
  const before = process.cpuUsage();
  const search = await simulate({
    data, strategy, strategyOptions: { ...strategy.optionsFor?.(candidates), ...options }, candidates, workers: scenario.workers, seed,
    ...(scheduler === null ? {} : { scheduler: schedulerNamed(scheduler) }),
  });
  const { user, system } = process.cpuUsage(before);
  return { ...outcomeOf(data, search, marks), cpuSeconds: (user + system) / 1e6, wallSeconds: search.wallSeconds, workerSeconds: search.workerSeconds };
}

function outcomeOf(data: EvaluationData, { finished }: SimulatedSearch, marks: readonly number[]) {
  const rewards = finished.flatMap(({ encoding }) => data.trueReward(encoding) ?? []);
  return {
    picked: marks.map((mark) => {
      const winner = winnerOf(data.space.decisions, finished.slice(0, mark));
      return winner === null ? null : data.trueReward(winner.encoding);
    }),
    best: Math.max(...rewards), worst: Math.min(...rewards),
  };
}
