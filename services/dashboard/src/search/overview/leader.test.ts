import type { SearchDetail, SearchPoints } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import { leaderOf } from './leader.js';

const columns = {
  id: ['a', 'b'], number: [1, 2], reward: [0.7, 0.8], accuracy: [0.7, 0.85], stepTimeMs: [20, 30], params: [1000, 1500], deviceClass: [0, 1],
} as unknown as SearchPoints['columns'];
const search = { bestCandidateId: 'b', bestEstimate: 0.79, reference: { accuracy: 0.8 }, referenceParams: 1000 } as SearchDetail;

describe('the best candidate', () => {
  it('is compared with the reference on its own class of device', () => {
    const leader = leaderOf(columns, search, [40, 20]);
    expect(leader).toMatchObject({ place: 1, id: 'b', number: 2, reward: 0.8, expected: 0.79, accuracy: 0.85, stepTimeMs: 30, stepTimeRatio: 1.5, params: 1500, paramsRatio: 1.5 });
    expect(leader?.accuracyGain).toBeCloseTo(5, 9);
    expect(leaderOf(columns, search, [40, undefined])?.stepTimeRatio).toBeNull();
    expect(leaderOf(columns, { ...search, reference: null }, [])?.accuracyGain).toBeNull();
  });

  it('is nothing before there is one', () => {
    expect(leaderOf(columns, { ...search, bestCandidateId: null }, [])).toBeNull();
    expect(leaderOf(columns, { ...search, bestCandidateId: 'not yet here' }, [])).toBeNull();
  });
});
