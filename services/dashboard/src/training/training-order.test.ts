import type { TrainingSummary } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import { bestFirst, hasWeights, trainingsOf } from './training-order.js';

function training(id: string, status: TrainingSummary['status'], more: Partial<TrainingSummary> = {}): TrainingSummary {
  const createdAt = '2026-01-01T00:00:00.000Z';
  return { id, candidateId: 'c', number: 1, status, test: null, weights: null, createdAt, ...more } as TrainingSummary;
}

const completed = (id: string, accuracy: number) =>
  training(id, 'completed', { test: { accuracy, loss: 1, images: 10 }, weights: { key: id, bytes: 1, sha256: '' } });
const ids = (trainings: readonly TrainingSummary[]) => trainings.map(({ id }) => id);

describe('order of trainings', () => {
  it('has the best first, then those under way, then those that came to nothing', () => {
    const mixed = [
      training('cancelled', 'cancelled'),
      training('queued', 'queued', { number: 2 }),
      completed('good', 0.8),
      training('running', 'running', { number: 3 }),
      completed('best', 0.9),
    ];
    expect(ids(bestFirst(mixed))).toEqual(['best', 'good', 'running', 'queued', 'cancelled']);
  });

  it('shows of a candidate what is under way before what has ended, the newest first, and nothing of others', () => {
    const day = (number: number) => ({ createdAt: `2026-01-0${number}T00:00:00.000Z` });
    const mixed = [
      training('old', 'completed', day(1)),
      training('new', 'completed', day(3)),
      training('failed', 'failed', day(4)),
      training('running', 'running', day(2)),
      training('other', 'running', { candidateId: 'd' }),
    ];
    expect(ids(trainingsOf('c', mixed))).toEqual(['running', 'new', 'old', 'failed']);
  });

  it('knows whether there are weights of a candidate', () => {
    expect(hasWeights('c', [training('a', 'running'), training('b', 'cancelled')])).toBe(false);
    expect(hasWeights('c', [completed('a', 0.5)])).toBe(true);
    expect(hasWeights('d', [completed('a', 0.5)])).toBe(false);
  });
});
