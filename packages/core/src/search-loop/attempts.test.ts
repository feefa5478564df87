import { expect, it } from 'vitest';
import { FAILURE_REASONS } from '../measurement/status.js';
import { MAX_ATTEMPTS, mayTryAgain } from './attempts.js';

it('tries again what may have been chance, three times at most', () => {
  expect([1, 2, 3].map((tries) => mayTryAgain('LOST', tries))).toEqual([true, true, false]);
  expect(MAX_ATTEMPTS).toBe(3);
  expect(FAILURE_REASONS.filter((reason) => mayTryAgain(reason, 1))).toEqual(['LOST', 'ERROR']);
});
