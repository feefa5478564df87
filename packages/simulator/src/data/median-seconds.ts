import { chanceOf } from './chance.js';
import type { EvaluationData } from './evaluation-data.js';

const SAMPLED = 101;

/** Median duration of trainings, over points at random; null where the data knows none. */
export function medianSeconds({ space, train }: EvaluationData): number | null {
  const rng = chanceOf(1, 'seconds');
  const seconds = Array.from({ length: SAMPLED }, (_, index) => train(space.encodingAt(rng.bigInteger(space.size)), chanceOf(index, 'seconds')).seconds)
    .filter((duration) => duration !== null).sort((a, b) => a - b);
  return seconds[seconds.length >> 1] ?? null;
}

/** The same trainings on a faster or slower device: their median is the one that is wanted, their proportions stay. */
export function withMedianSeconds(data: EvaluationData, wanted: number): EvaluationData {
  const median = medianSeconds(data);
  if (median === null) return data;
  return {
    ...data,
    train(encoding, rng) {
      const { rewards, seconds } = data.train(encoding, rng);
      return { rewards, seconds: seconds === null ? null : (seconds * wanted) / median };
    },
  };
}
