import type { SearchAttempts } from '@stride/client';
import { describe, expect, it } from 'vitest';
import { timelineData, timelineHeight } from './timeline-option.js';

const attempts: SearchAttempts = {
  lastEventId: '0', workers: ['w1', 'w2'],
  columns: {
    candidateId: ['a', 'b', 'b', 'a', 'c'], number: [1, 2, 2, 1, 3], attempt: [1, 1, 2, 1, 1], trainingId: [null, null, null, 't', null], worker: [0, 1, 1, 0, null],
    status: ['completed', 'failed', 'running', 'completed', 'queued'], failureReason: [null, 'LOST', null, null, null], startedAt: [10, 20, 30, 40, 50], endedAt: [15, 25, null, 45, null],
  },
};

describe('the timeline', () => {
  it('has a bar for each attempt that a worker has begun, until now where it still runs', () => {
    const { bars, outcomes } = timelineData(attempts, false, 99);
    expect(bars).toEqual([[0, 10, 15, 0], [1, 20, 25, 1], [1, 30, 99, 2], [0, 40, 45, 3]]);
    expect(outcomes).toEqual(['completed', 'failed', 'running', 'training']);
  });

  it('shows failures alone where they are asked for', () => {
    expect(timelineData(attempts, true, 99)).toEqual({ bars: [[1, 20, 25, 1]], outcomes: ['failed'] });
  });

  it('is as high as there are workers, and never too low to be seen', () => {
    expect(timelineHeight(10)).toBeGreaterThan(timelineHeight(3));
    expect(timelineHeight(0)).toBe(timelineHeight(1));
  });
});
