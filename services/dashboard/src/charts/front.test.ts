import { describe, expect, it } from 'vitest';
import { timeAccuracyFront } from './front.js';

const at = (median: number, accuracy: number) => ({
  accuracy,
  stepTimeMs: { median, p10: median, p90: median, n: 20 },
});

describe('front of accuracy and step time', () => {
  it('rises from the fastest to the most accurate, without those that another beats in both', () => {
    const front = timeAccuracyFront([at(50, 0.9), at(20, 0.7), at(30, 0.6), at(40, 0.8), at(60, 0.9)]);
    expect(front).toEqual([at(20, 0.7), at(40, 0.8), at(50, 0.9)]);
  });
});
