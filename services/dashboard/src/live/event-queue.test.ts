import type { CandidateSummary, LiveEvent } from '@stride/client';
import { describe, expect, it } from 'vitest';
import { bufferEvents, EventQueue } from './event-queue.js';

const updated = (id: string, attempts: number): LiveEvent => ({
  id: '1',
  type: 'candidate.updated',
  data: { id, attempts } as CandidateSummary,
});
const evaluated = (candidateId: string, step: number): LiveEvent => ({
  id: '2',
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
      const { data } = evaluated('a', 1) as Extract<LiveEvent, { type: 'candidate.evaluated' }>;
      queue.push({ id: '3', type: 'training.evaluated', data: { ...data, trainingId } });
    }
    expect(queue.drain()).toHaveLength(2);
  });

  it('keeps the latest lines of a log, each once', () => {
    const queue = new EventQueue();
    const line = (id: number): LiveEvent => ({ id: String(id), type: 'log.appended', data: { message: `${id}` } as never });
    for (let id = 1; id <= 2000; id += 1) queue.push(line(id));
    queue.push(line(2000));
    const kept = queue.drain().map(({ id }) => Number(id));
    expect([kept[0], kept.at(-1)]).toEqual([1501, 2000]);
    expect(new Set(kept).size).toBe(kept.length);
  });

  it('keeps every point of a curve', () => {
    const queue = new EventQueue();
    queue.push(evaluated('a', 1));
    queue.push(evaluated('a', 2));
    queue.push(evaluated('a', 2));
    expect(queue.drain()).toHaveLength(2);
  });

  it('keeps what waits for a snapshot short, however long that takes', () => {
    let buffer: readonly LiveEvent[] = [];
    for (let attempts = 1; attempts <= 5000; attempts += 1) buffer = bufferEvents(buffer, [updated(`c${attempts % 10}`, attempts)]);
    expect(buffer.length).toBeLessThanOrEqual(1000);
    const last = new Map(buffer.map((event) => [(event.data as CandidateSummary).id, (event.data as CandidateSummary).attempts]));
    expect([...last.values()].toSorted((a, b) => a - b)).toEqual([4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999, 5000]);
  });
});
