import type { CandidateSummary } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import { EventQueue, type PageEvent } from './event-queue.js';

const updated = (id: string, attempts: number): PageEvent => ({
  type: 'candidate.updated',
  data: { id, attempts } as CandidateSummary,
});
const evaluated = (candidateId: string, step: number): PageEvent => ({
  type: 'candidate.evaluated',
  data: {
    searchId: 's',
    candidateId,
    number: 1,
    point: { step, epoch: 1, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds: 1 },
  },
});

describe('event queue', () => {
  it('keeps only the newest state of each thing, however many events there were', () => {
    const queue = new EventQueue();
    for (let attempts = 1; attempts <= 1000; attempts += 1) queue.push(updated('a', attempts));
    queue.push(updated('b', 1));
    expect(queue.drain()).toEqual([updated('a', 1000), updated('b', 1)]);
    expect(queue.size).toBe(0);
  });

  it('keeps the points of two trainings of one candidate apart', () => {
    const queue = new EventQueue();
    for (const trainingId of ['t1', 't2', 't2']) {
      const { data } = evaluated('a', 1) as Extract<PageEvent, { type: 'candidate.evaluated' }>;
      queue.push({ type: 'training.evaluated', data: { ...data, trainingId } });
    }
    expect(queue.drain()).toHaveLength(2);
  });

  it('keeps every point of a curve', () => {
    const queue = new EventQueue();
    queue.push(evaluated('a', 1));
    queue.push(evaluated('a', 2));
    queue.push(evaluated('a', 2));
    expect(queue.drain()).toHaveLength(2);
  });
});
