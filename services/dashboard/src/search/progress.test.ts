import { describe, expect, it } from 'vitest';
import { elapsedSeconds, finishedCount, remainingSeconds } from './progress.js';

const counts = { queued: 0, running: 2, completed: 3, failed: 1, pruned: 0, cancelled: 0 };
const budget = { candidates: 12, wallSeconds: null, failures: null };

describe('progress', () => {
  it('counts what has ended, however it ended', () => {
    expect(finishedCount({ ...counts, pruned: 2, cancelled: 1 })).toBe(7);
  });

  it('lets the clock of a running search go on, and only of a running one', () => {
    expect(elapsedSeconds({ status: 'running', activeSeconds: 40 }, 1000, 6000)).toBe(45);
    expect(elapsedSeconds({ status: 'paused', activeSeconds: 40 }, 1000, 6000)).toBe(40);
    expect(elapsedSeconds({ status: 'running', activeSeconds: 40 }, 6000, 1000)).toBe(40);
  });

  it('estimates what is left from the pace, counting down between reports', () => {
    expect(remainingSeconds({ counts, budget, activeSeconds: 40 }, 40)).toBe(80);
    expect(remainingSeconds({ counts, budget, activeSeconds: 40 }, 50)).toBe(70);
    expect(remainingSeconds({ counts, budget, activeSeconds: 40 }, 500)).toBe(0);
  });

  it('never promises more than the wall-time budget', () => {
    expect(remainingSeconds({ counts, budget: { ...budget, wallSeconds: 60 }, activeSeconds: 40 }, 40)).toBe(20);
  });

  it('estimates nothing before the first candidate or after the last', () => {
    expect(
      remainingSeconds({ counts: { ...counts, completed: 0, failed: 0 }, budget, activeSeconds: 9 }, 9),
    ).toBeNull();
    expect(remainingSeconds({ counts: { ...counts, completed: 11 }, budget, activeSeconds: 9 }, 9)).toBeNull();
  });
});
