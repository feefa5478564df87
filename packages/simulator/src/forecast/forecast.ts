import type { EvaluationData } from '../data/evaluation-data.js';
import { simulate, type SimulatedSearch, type SimulationSetup } from '../simulation/simulate.js';
import { winnerOf } from '../simulation/winner.js';

export interface ForecastSetup extends Omit<SimulationSetup, 'data' | 'seed'> {
  /** The data for a search of this seed, which also decides what is not known for sure. */
  readonly dataOf: (seed: number) => EvaluationData;
  readonly seeds: number;
  readonly onSearch?: (done: number) => void;
}

/** Over seeds. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

/** What searches came to after so many candidates. */
export interface Milestone {
  readonly candidates: number;
  /** Virtual time until they had finished. */
  readonly wallSeconds: Spread;
  /** True reward of the winner so far; null when some search had none yet. */
  readonly best: Spread | null;
}

/** What a search would cost and find. All of it is simulated. */
export interface Forecast {
  readonly unit: string;
  readonly wallSeconds: Spread;
  /** Of all workers together. */
  readonly workerSeconds: Spread;
  /** What stopped candidates would have taken to the end. */
  readonly savedSeconds: Spread;
  readonly utilization: Spread;
  readonly completed: Spread;
  readonly pruned: Spread;
  readonly failed: Spread;
  readonly milestones: readonly Milestone[];
}

/** The same search with several seeds, on virtual workers. @throws StrideError as `simulate` does */
export async function forecast({ dataOf, seeds, onSearch, ...setup }: ForecastSetup): Promise<Forecast> {
  const marks = marksUpTo(setup.candidates);
  const searches: { readonly search: SimulatedSearch; readonly winners: readonly (number | null)[] }[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const data = dataOf(seed);
    const search = await simulate({ ...setup, data, seed });
    searches.push({ search, winners: marks.map((mark) => winnerAfter(data, search, mark)) });
    onSearch?.(seed);
  }
  const over = (value: (search: SimulatedSearch) => number) => spreadOf(searches.map(({ search }) => value(search)));
  const count = (status: string) => over(({ finished }) => finished.filter((candidate) => candidate.status === status).length);
  return {
    unit: dataOf(1).unit, wallSeconds: over((search) => search.wallSeconds), workerSeconds: over((search) => search.workerSeconds),
    savedSeconds: over((search) => search.savedSeconds), utilization: over((search) => search.utilization),
    completed: count('completed'), pruned: count('pruned'), failed: count('failed'),
    milestones: marks.map((mark, at) => {
      const winners = searches.map(({ winners: of }) => of[at] ?? null).filter((winner) => winner !== null);
      return {
        candidates: mark, best: winners.length < searches.length ? null : spreadOf(winners),
        wallSeconds: over(({ finished }) => finished.slice(0, mark).at(-1)?.finishedAt ?? 0),
      };
    }),
  };
}

function winnerAfter(data: EvaluationData, { finished }: SimulatedSearch, count: number): number | null {
  const winner = winnerOf(data.space.decisions, finished.slice(0, count));
  return winner === null ? null : data.trueReward(winner.encoding);
}

/** Of every power of ten from 10 on; the last number of candidates comes after them. */
const STEPS = [1, 1.5, 2, 3, 5, 7];
const FIRST_POWER = 10;

function marksUpTo(candidates: number): number[] {
  const marks: number[] = [];
  for (let power = FIRST_POWER; power < candidates; power *= 10) marks.push(...STEPS.map((step) => step * power).filter((mark) => mark < candidates));
  return [...marks, candidates];
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.length < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, deviation: Math.sqrt(variance), least: Math.min(...values), most: Math.max(...values) };
}
