import type { Caps } from './caps.js';
import type { Objective } from './objective.js';

/** An objective for people: how it weighs, and then each cap. */
export function objectiveWords(objective: Objective): string[] {
  return [weighing(objective), ...capWords(objective.caps)];
}

function weighing(objective: Objective): string {
  switch (objective.kind) {
    case 'joint':
      return `reward exponents w ${signed(objective.w)}, v ${signed(objective.v)}`;
    case 'absolute':
      return `absolute reward: beta ${signed(objective.beta)}, steps of ${objective.target} times the reference's`;
    case 'pareto':
      return 'accuracy, step time and parameters without weights';
  }
}

export function capWords({ params, stepTimeMs, memoryBytes }: Caps = {}): string[] {
  return [
    params === undefined ? null : `at most ${params.toLocaleString('en-US')} parameters`,
    stepTimeMs === undefined ? null : `at most ${stepTimeMs.toLocaleString('en-US', { maximumSignificantDigits: 6 })} ms a step`,
    memoryBytes === undefined ? null : `at most ${(memoryBytes / 2 ** 20).toLocaleString('en-US', { maximumSignificantDigits: 4 })} MiB of memory`,
  ].filter((words) => words !== null);
}

function signed(value: number): string {
  return String(value).replace('-', '−');
}
