import type { CandidateSummary } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import { deviceClasses, measuredCandidates, type MeasuredCandidate } from './measured.js';

const completed = {
  status: 'completed',
  accuracy: 0.9,
  reward: 0.9,
  stepTimeMs: { median: 5, p10: 4, p90: 6, n: 20 },
} as const;
const at = (number: number, finishedAt: string | null, more: Partial<CandidateSummary> = {}) =>
  ({ ...completed, number, finishedAt, ...more }) as CandidateSummary;

describe('measured candidates', () => {
  it('are the completed ones, in the order they finished', () => {
    const measured = measuredCandidates([
      at(1, '2026-01-01T00:00:30.000Z'),
      at(2, '2026-01-01T00:00:10.000Z'),
      at(3, '2026-01-01T00:00:05.000Z', { status: 'failed' }),
      at(4, null),
    ]);
    expect(measured.map(({ number }) => number)).toEqual([2, 1]);
  });

  it('are grouped by device class, the most common first', () => {
    const classes = deviceClasses(
      ['a', 'b', 'b', null].map((deviceClass) => ({ ...completed, deviceClass }) as MeasuredCandidate),
    );
    expect(classes).toEqual(['b', 'a']);
  });
});
