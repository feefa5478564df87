import { StrideError } from '@stride/core';
import { normal } from '../data/chance.js';
import type { EvaluationData, RecordedTraining } from '../data/evaluation-data.js';
import type { MetricValues } from './metric-values.js';
import type { Metric, Table } from './table.js';

/**
 * The trainings that a table tells of. The true reward of a point is that of the mean of its repeats; a training gives one
 * of them at random.
 * @throws StrideError TABLE_INVALID when no point of the table has a reward
 */
export function tableData(table: Table): EvaluationData {
  const { name, points: { space, rowOf }, reward, rows } = table;
  const columns = reward.metrics.map((metric) => new Column(table.metrics.get(metric) as Metric));
  const cost = table.cost === null ? null : (table.metrics.get(table.cost) as Metric).values.at(-1) as MetricValues;
  const amounts = columns.find(({ amounts: known }) => known !== null)?.amounts ?? [1];
  const whole = amounts.at(-1) as number;
  const truth = (row: number) => reward.of(columns.map((column) => column.mean(row)));
  const best = bestOf(table.name, rows, truth);

  /** The row of a proposal, which is always one: strategies propose nothing else. */
  const rowAt = (encoding: readonly number[]) => {
    const row = rowOf(encoding);
    if (row === null) throw new StrideError('ENCODING_INVALID', `${encoding.join(', ')} is no point of the table ${name}`);
    return row;
  };

  return {
    name, space, unit: unitOf(table), best, noise: noiseOf(rows, columns, (values) => reward.of(values)), shares: amounts.map((amount) => amount / whole),
    trueReward: (encoding) => numberOrNull(truth(rowAt(encoding))),
    train(encoding, rng): RecordedTraining {
      const row = rowAt(encoding);
      const draw = rng.next();
      const noises = columns.map((column) => column.metric.noise * (column.metric.noise > 0 ? normal(rng) : 0));
      const rewards = amounts.map((_, at) => reward.of(columns.map((column, index) => column.one(at, row, draw) + (noises[index] as number))));
      return { rewards: rewards.some(Number.isNaN) ? null : rewards, seconds: cost === null ? null : numberOrNull(cost.one(row, draw)) };
    },
  };
}

/** A metric of the reward. */
class Column {
  readonly metric: Metric;
  readonly #last: MetricValues;

  constructor(metric: Metric) {
    this.metric = metric;
    this.#last = metric.values.at(-1) as MetricValues;
  }

  get amounts(): readonly number[] | null {
    return this.metric.fidelities;
  }

  mean(row: number): number {
    return this.#last.mean(row);
  }

  /** @param at the fidelity; a metric without any is the same at all of them */
  one(at: number, row: number, draw: number): number {
    const values = this.metric.fidelities === null ? this.#last : this.metric.values[at] as MetricValues;
    return values.one(row, draw);
  }

  repeats(row: number): number {
    return this.#last.repeats(row);
  }
}

function bestOf(name: string, rows: number, truth: (row: number) => number): number {
  let best = -Infinity;
  for (let row = 0; row < rows; row += 1) {
    const value = truth(row);
    if (value > best) best = value;
  }
  if (best > -Infinity) return best;
  throw new StrideError('TABLE_INVALID', `The table ${name} has no point with a reward: all of its values are failures.`);
}

/** Rows are enough to tell a spread. */
const MOST_ROWS = 20_000;

/** Of one training around the mean of its point's, pooled over points; what a stated noise of a metric does to the reward is added. */
function noiseOf(rows: number, columns: readonly Column[], of: (values: readonly number[]) => number): number {
  let [squares, freedom, stated, counted] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row += Math.ceil(rows / MOST_ROWS)) {
    const repeats = Math.max(...columns.map((column) => column.repeats(row)));
    const values = Array.from({ length: repeats }, (_, at) => of(columns.map((column) => column.one(column.metric.values.length - 1, row, (at + 0.5) / repeats))))
      .filter((value) => !Number.isNaN(value));
    if (values.length === 0) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    squares += values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    freedom += values.length - 1;
    const means = columns.map((column) => column.mean(row));
    stated += columns.reduce((sum, { metric }, index) => (
      metric.noise === 0 ? sum : sum + (of(means.map((value, at) => (at === index ? value + metric.noise : value))) - of(means)) ** 2), 0);
    counted += 1;
  }
  return Math.sqrt((freedom === 0 ? 0 : squares / freedom) + (counted === 0 ? 0 : stated / counted));
}

function unitOf({ reward, metrics }: Table): string {
  const [first = ''] = reward.metrics;
  const unit = metrics.get(first)?.unit ?? '';
  if (reward.metrics.length > 1) return reward.text;
  return unit === '' ? first : `${unit} of ${first}`;
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
