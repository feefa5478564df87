import { paretoFront } from '@stride/core';
import type { MeasuredCandidate } from '../search/measured.js';

type Point = Pick<MeasuredCandidate, 'accuracy' | 'stepTimeMs'>;

/**
 * Candidates that no other beats in accuracy and step time at once, fastest first. Two objectives, those of the chart's
 * axes; the API's /pareto also weighs parameters.
 */
export function timeAccuracyFront<T extends Point>(candidates: readonly T[]): readonly T[] {
  const front = paretoFront(candidates, [
    { value: ({ accuracy }) => accuracy, goal: 'maximize' },
    { value: ({ stepTimeMs }) => stepTimeMs.median, goal: 'minimize' },
  ]);
  return front.sort((a, b) => a.stepTimeMs.median - b.stepTimeMs.median);
}
