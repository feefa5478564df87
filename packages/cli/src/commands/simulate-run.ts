import { errorColors } from '../output/colors.js';
import { printJson } from '../output/print.js';
import { schedulerNamed, STRATEGIES, strategyNamed } from '@stride/core';
import { CALM, forecast, withAssumedCurves, withMedianSeconds, type EvaluationData, type Forecast } from '@stride/simulator';
import { simulationData, type SimulationData } from './simulate-data.js';
import { renderForecast } from './simulate-report.js';

export interface SimulateOptions {
  readonly candidates: number;
  readonly workers: number;
  readonly seeds: number;
  /** The product's default when it is left out. */
  readonly strategy: string | undefined;
  readonly scheduler: string;
  readonly table: string | null;
  readonly search: string | null;
  readonly data: string | null;
  /** Null: as the data tells. */
  readonly trainSeconds: number | null;
  readonly stragglers: number;
  readonly crashes: number;
  readonly failures: number;
  readonly json: boolean;
  /** Of Stride, for a search that it has. */
  readonly url?: unknown;
}

/** What was simulated, for people and programs. */
export interface Simulation {
  readonly data: Omit<SimulationData, 'dataOf'>;
  readonly strategy: string;
  readonly scheduler: string;
  readonly candidates: number;
  readonly workers: number;
  readonly seeds: number;
  /** Whatever is not recorded but assumed or estimated, in sentences. */
  readonly assumptions: readonly string[];
  readonly forecast: Forecast;
}

/** As many evaluations as a training of the default proxy task has. */
const EVALUATIONS = 4;

export async function runSimulation(options: SimulateOptions): Promise<void> {
  const simulation = await simulateAll(options);
  const { data: { notes: _, ...data }, ...rest } = simulation;
  if (options.json) printJson({ simulated: true, data, ...rest });
  else process.stdout.write(renderForecast(simulation));
}

async function simulateAll(options: SimulateOptions): Promise<Simulation> {
  const { candidates, workers, seeds, trainSeconds } = options;
  const [strategy, scheduler] = [strategyNamed(options.strategy ?? STRATEGIES[0]?.name ?? ''), schedulerNamed(options.scheduler)];
  const { dataOf, ...data } = await simulationData(options);
  const needsCurves = scheduler.name !== 'none' && dataOf(1).shares.length === 1;
  const prepared = (seed: number): EvaluationData => {
    const scaled = trainSeconds === null ? dataOf(seed) : withMedianSeconds(dataOf(seed), trainSeconds);
    return needsCurves ? withAssumedCurves(scaled, EVALUATIONS) : scaled;
  };
  const result = await forecast({
    dataOf: prepared, seeds, strategy, scheduler, candidates, workers, strategyOptions: { ...strategy.optionsFor?.(candidates) },
    conditions: {
      stragglerShare: options.stragglers, crashShare: options.crashes, failureShare: options.failures, ...(trainSeconds === null ? {} : { medianSeconds: trainSeconds }),
    },
    onSearch: progress(seeds),
  });
  return {
    data, strategy: strategy.name, scheduler: scheduler.name, candidates, workers, seeds, forecast: result,
    assumptions: [
      ...data.notes,
      ...(data.trainSeconds !== null || trainSeconds !== null ? [] : [`The data does not say how long a training takes: ${CALM.medianSeconds} s in the median are assumed (--train-seconds).`]),
      ...(needsCurves ? ['The data has no results on the way: learning curves are assumed whose ranks agree with the end as well as Kendall\'s tau 0.6 after a ninth and 0.84 after a third of the training. What the scheduler saves is an assumption, too.'] : []),
    ],
  };
}

const CLEAR_LINE = '\r\u001B[K';

function progress(seeds: number): (done: number) => void {
  return (done) => {
    if (!process.stderr.isTTY) return;
    process.stderr.write(done === seeds ? CLEAR_LINE : `${CLEAR_LINE}${errorColors.dim(`${done}/${seeds} searches simulated`)}`);
  };
}
