/** The figures of one benchmark, and what they come to. */
import type { Machine, RunResult } from './measure.js';

export interface Results {
  /** ISO date. */
  readonly date: string;
  readonly note: string | null;
  readonly machine: Machine;
  readonly dataset: string;
  readonly network: string;
  readonly parameters: number;
  readonly epochs: number;
  readonly steps: number;
  /** The task of every run but for its seed and its schedule. */
  readonly task: object;
  readonly schedules: Readonly<Record<string, object>>;
  readonly runs: readonly RunResult[];
}

/** Over seeds. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

export interface VariantSummary {
  readonly variant: string;
  readonly seeds: number;
  readonly testAccuracy: Spread;
  readonly cpuSeconds: Spread;
  readonly wallSeconds: Spread;
  /** Mean processor time over that of the first variant. */
  readonly cpuShare: number;
  /** Accuracy above the first variant's with the same seed; null for the first. */
  readonly gain: Spread | null;
}

export function summaryOf(runs: readonly RunResult[]): VariantSummary[] {
  const names = [...new Set(runs.map(({ variant }) => variant))];
  const [first = ''] = names;
  const of = (variant: string) => runs.filter((run) => run.variant === variant);
  const base = new Map(of(first).map((run) => [run.seed, run]));
  const baseCpu = spreadOf(of(first).map(({ cpuSeconds }) => cpuSeconds)).mean;
  return names.map((variant) => {
    const own = of(variant);
    const cpuSeconds = spreadOf(own.map((run) => run.cpuSeconds));
    const gains = own.flatMap(({ seed, testAccuracy }) => {
      const other = base.get(seed);
      return other === undefined ? [] : [testAccuracy - other.testAccuracy];
    });
    return {
      variant, seeds: own.length, testAccuracy: spreadOf(own.map((run) => run.testAccuracy)), cpuSeconds,
      wallSeconds: spreadOf(own.map((run) => run.wallSeconds)), cpuShare: cpuSeconds.mean / baseCpu,
      gain: variant === first || gains.length === 0 ? null : spreadOf(gains),
    };
  });
}

export function spreadOf(values: readonly number[]): Spread {
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, min: Math.min(...values), max: Math.max(...values) };
}
