import { describe, expect, it } from 'vitest';
import type { MeasuredCandidate } from '../search/measured.js';
import { bestSoFar } from './best-so-far.js';

const candidate = (number: number, reward: number, second: number) =>
  ({
    id: String(number),
    number,
    role: number === 0 ? 'reference' : 'candidate',
    reward,
    finishedAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
  }) as MeasuredCandidate;

describe('best so far', () => {
  it('never falls, and counts proposals without the reference', () => {
    const history = bestSoFar(
      [candidate(0, 0.9, 5), candidate(2, 0.7, 10), candidate(1, 0.6, 20), candidate(3, 0.8, 30)],
      '2026-01-01T00:00:00.000Z',
    );
    expect(history.map(({ count, seconds, best }) => [count, seconds, best])).toEqual([
      [1, 10, 0.7],
      [2, 20, 0.7],
      [3, 30, 0.8],
    ]);
  });
});
