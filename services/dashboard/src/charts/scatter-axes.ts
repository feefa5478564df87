/** What the scatter's axes can show: names with units, which end is better, and the figures themselves. Pure. */
import type { SearchPoints } from '@stride/contracts';
import { compact, milliseconds, percent, reward, whole } from '../format/numbers.js';
import type { Goal } from './front.js';

export const SCATTER_AXES = ['accuracy', 'stepTimeRatio', 'stepTimeMs', 'params', 'multiplyAdds', 'reward', 'number'] as const;
export type ScatterAxis = (typeof SCATTER_AXES)[number];

interface AxisFacts {
  /** As a list of choices has it. */
  readonly label: string;
  /** As the chart has it, with its unit. */
  readonly title: string;
  /** Null: neither end is better, and there is no front. */
  readonly goal: Goal | null;
  /** Whether a logarithmic scale makes sense: for what can be many times as large as something else. */
  readonly log: boolean;
  /** Around a single value the axis reaches so far; no further than `most`. */
  readonly pad: number;
  readonly most?: number;
  /** A mark of the axis; the title has the unit. */
  tick(value: number): string;
  /** With its unit. */
  format(value: number | null): string;
}

const upTo = (digits: number) => (value: number) => String(Number(value.toFixed(digits)));

export const AXIS_FACTS: Readonly<Record<ScatterAxis, AxisFacts>> = {
  accuracy: {
    label: 'Accuracy (%)', title: 'Validation accuracy (%)', goal: 'maximize', log: false, pad: 0.05, most: 1,
    tick: (value) => upTo(2)(value * 100), format: percent,
  },
  stepTimeRatio: {
    label: 'Step time (× reference)', title: "Training step time (multiple of the reference's)", goal: 'minimize', log: true, pad: 0.5,
    tick: (value) => `${upTo(3)(value)}×`, format: multiple,
  },
  stepTimeMs: {
    label: 'Step time (ms)', title: 'Training step time, median (ms)', goal: 'minimize', log: true, pad: 10,
    tick: upTo(3), format: (value) => `${milliseconds(value)} ms`,
  },
  params: {
    label: 'Parameters', title: 'Trainable parameters', goal: 'minimize', log: true, pad: 10_000,
    tick: shortCompact, format: compact,
  },
  multiplyAdds: {
    label: 'Multiply-adds', title: 'Multiply-adds of one image', goal: 'minimize', log: true, pad: 1_000_000,
    tick: shortCompact, format: compact,
  },
  reward: { label: 'Reward', title: 'Reward', goal: 'maximize', log: false, pad: 0.1, tick: upTo(4), format: reward },
  number: { label: 'Number', title: 'Candidate number, in the order of proposal', goal: null, log: false, pad: 10, tick: whole, format: whole },
};

/** 1.234 -> "1.23×" */
export function multiple(ratio: number | null): string {
  return ratio === null ? '–' : `${ratio < 10 ? ratio.toFixed(2) : ratio.toPrecision(3)}×`;
}

/** "20k" rather than "20.0k": marks of an axis are round. */
function shortCompact(value: number): string {
  return compact(value).replace(/\.0+(?=\D|$)|(\.\d*[1-9])0+(?=\D|$)/, '$1');
}

/** Columns of a search's points, and S0 by device class in their order; undefined where the reference was not timed. */
export interface ScatterSource {
  readonly columns: SearchPoints['columns'];
  readonly referenceStepTimesMs: readonly (number | undefined)[];
}

/** What an axis shows, candidate by candidate; NaN where nothing is known. */
export function axisValues({ columns, referenceStepTimesMs }: ScatterSource, axis: ScatterAxis): Float64Array {
  if (axis !== 'stepTimeRatio') return Float64Array.from(columns[axis], (value) => value ?? NaN);
  const { stepTimeMs, deviceClass } = columns;
  return Float64Array.from(stepTimeMs, (value, at) => (value ?? NaN) / (referenceStepTimesMs[deviceClass[at] ?? -1] ?? NaN));
}

/** Of each power of ten, from many to few. */
const LOG_STEPS = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1]] as const;
const MOST_TICKS = 8;

/** Round marks of a logarithmic axis: as many as are not too many. */
export function logTicks(min: number, max: number): number[] {
  let ticks: number[] = [];
  for (const steps of LOG_STEPS) {
    ticks = ticksBetween(min, max, steps);
    if (ticks.length <= MOST_TICKS) break;
  }
  return ticks;
}

function ticksBetween(min: number, max: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(3));
      if (tick >= min && tick <= max) ticks.push(tick);
    }
  }
  return ticks;
}
